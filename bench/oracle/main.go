// Command oracle answers, for questions on standard input (one JSON value a line), what BuildKit's own libraries say.
//
//	{"file": "path"}                                  how the Dockerfile parses
//	{"word": "…", "escape": "\\", "env": {…}}         how a word expands
//	{"ignore": "text", "paths": ["a/b"]}              which paths a .dockerignore leaves out
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

type question struct {
	File   *string           `json:"file"`
	Word   *string           `json:"word"`
	Escape string            `json:"escape"`
	Env    map[string]string `json:"env"`
	Ignore *string           `json:"ignore"`
	Paths  []string          `json:"paths"`
}

type heredoc struct {
	Name    string `json:"name"`
	FD      uint   `json:"fd"`
	Expand  bool   `json:"expand"`
	Chomp   bool   `json:"chomp"`
	Content string `json:"content"`
}

type node struct {
	Keyword  string    `json:"keyword"`
	Original string    `json:"original"`
	Flags    []string  `json:"flags"`
	JSON     bool      `json:"json"`
	Args     []string  `json:"args"`
	Heredocs []heredoc `json:"heredocs"`
	Start    int       `json:"start"`
	End      int       `json:"end"`
}

type answer struct {
	Error  string   `json:"error"`
	Refuse string   `json:"refuse"`
	Escape string   `json:"escape"`
	Nodes  []node   `json:"nodes"`
	Stages []string `json:"stages"`
	Result string   `json:"result"`
	Words  []string `json:"words"`
	Left   []bool   `json:"left"`
}

type env map[string]string

func (e env) Get(name string) (string, bool) { v, ok := e[name]; return v, ok }
func (e env) Keys() []string {
	keys := []string{}
	for k := range e {
		keys = append(keys, k)
	}
	return keys
}

func arguments(n *parser.Node) []string {
	args := []string{}
	for next := n.Next; next != nil; next = next.Next {
		if len(next.Children) == 0 {
			args = append(args, next.Value)
			continue
		}
		child := next.Children[0]
		args = append(args, child.Value)
		args = append(args, arguments(child)...)
	}
	return args
}

func parse(path string) (a answer) {
	f, err := os.Open(path)
	if err != nil {
		a.Error = err.Error()
		return
	}
	defer f.Close()
	result, err := parser.Parse(f)
	if err != nil {
		a.Error = err.Error()
		return
	}
	a.Escape = string(result.EscapeToken)
	for _, child := range result.AST.Children {
		n := node{Keyword: child.Value, Original: child.Original, Flags: child.Flags, JSON: child.Attributes["json"], Args: arguments(child), Start: child.StartLine, End: child.EndLine}
		for _, h := range child.Heredocs {
			n.Heredocs = append(n.Heredocs, heredoc{h.Name, h.FileDescriptor, h.Expand, h.Chomp, h.Content})
		}
		a.Nodes = append(a.Nodes, n)
	}
	stages, _, err := instructions.Parse(result.AST, linter.New(&linter.Config{Warn: func(string, string, string, string, []parser.Range) {}}))
	if err != nil {
		a.Refuse = err.Error()
		return
	}
	if len(stages) == 0 {
		a.Refuse = "no stages"
	}
	for _, stage := range stages {
		a.Stages = append(a.Stages, stage.BaseName+" "+stage.Platform+" "+stage.Name)
	}
	return
}

func expand(q question) (a answer) {
	lexer := shell.NewLex(rune(q.Escape[0]))
	result, err := lexer.ProcessWordWithMatches(*q.Word, env(q.Env))
	if err != nil {
		a.Error = err.Error()
		return
	}
	a.Result = result.Result
	a.Words, _ = lexer.ProcessWords(*q.Word, env(q.Env))
	return
}

func ignore(q question) (a answer) {
	patterns, err := ignorefile.ReadAll(strings.NewReader(*q.Ignore))
	if err != nil {
		a.Error = err.Error()
		return
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		a.Error = err.Error()
		return
	}
	for _, path := range q.Paths {
		left := false
		info := patternmatcher.MatchInfo{}
		parts := strings.Split(path, "/")
		for i := range parts {
			left, info, err = matcher.MatchesUsingParentResults(strings.Join(parts[:i+1], "/"), info)
			if err != nil {
				a.Error = err.Error()
				return
			}
		}
		a.Left = append(a.Left, left)
	}
	return
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	decoder := json.NewDecoder(in)
	for decoder.More() {
		var q question
		if err := decoder.Decode(&q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		var a answer
		switch {
		case q.File != nil:
			a = parse(*q.File)
		case q.Word != nil:
			a = expand(q)
		case q.Ignore != nil:
			a = ignore(q)
		}
		if err := encoder.Encode(a); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
}
