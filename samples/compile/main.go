package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"prescap/capture/captext"
)

func main() {
	if err := compile(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func compile() error {
	names, err := filepath.Glob("*.txt")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		capture, err := captext.Compile(text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(strings.TrimSuffix(name, ".txt")+".pcapng", capture, 0o644); err != nil {
			return err
		}
	}
	return nil
}
