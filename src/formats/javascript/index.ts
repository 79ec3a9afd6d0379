export { readJavaScriptModule, type JavaScriptImport, type JavaScriptModule } from "./module.ts";
