/** The names under which compose looks for its file, in its order of preference. */
export const composeFileNames = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"] as const;
