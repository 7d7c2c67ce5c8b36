package tui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/term"
)

// Panic is a bug of ours that ended the screens. The terminal is as it was before.
type Panic struct {
	Value any
	Stack []byte
}

// Error implements error.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Run shows a run on a terminal until the user leaves, or Config.Done is over. Keys come
// from in, or from the process's terminal where in is none. Whatever happens, the
// terminal is left as it was found; the error is a *Panic where a bug of ours ended it.
func Run(cfg Config, in *os.File, out io.Writer) error {
	if !term.IsTerminal(int(in.Fd())) {
		tty, _, err := tea.OpenTTY()
		if err != nil {
			return fmt.Errorf("no terminal to read keys from: %w", err)
		}
		defer tty.Close()
		in = tty
	}
	g := &guarded{root: newRoot(&cfg)}
	_, err := tea.NewProgram(g, tea.WithInput(in), tea.WithOutput(out), tea.WithContext(cfg.Done)).Run()
	switch {
	case g.bug != nil:
		return g.bug
	case err != nil && cfg.Done.Err() != nil:
		return nil
	case errors.Is(err, tea.ErrInterrupted):
		return nil
	case errors.Is(err, tea.ErrProgramPanic):
		return &Panic{Value: err, Stack: []byte("see above")}
	}
	return err
}

// guarded is the model, with every panic of it and of its commands caught: Bubble Tea
// would print a stack, and does not see all of them.
type guarded struct {
	*root
	bug *Panic
}

func (g *guarded) caught(v any) {
	if g.bug == nil {
		g.bug = &Panic{v, debug.Stack()}
	}
	g.leaving = true
}

// Init implements tea.Model.
func (g *guarded) Init() tea.Cmd { return g.guard(g.root.Init()) }

// Update implements tea.Model.
func (g *guarded) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	defer func() {
		if v := recover(); v != nil {
			g.caught(v)
			m, cmd = g, tea.Quit
		}
	}()
	if bug, ok := msg.(*Panic); ok {
		g.bug, g.leaving = bug, true
	}
	if g.bug != nil {
		return g, tea.Quit
	}
	_, cmd = g.root.Update(msg)
	return g, g.guard(cmd)
}

// View implements tea.Model. After a panic here, the next tick leaves.
func (g *guarded) View() (v tea.View) {
	defer func() {
		if p := recover(); p != nil {
			g.caught(p)
			v = tea.NewView("")
		}
	}()
	return g.root.View()
}

// guard makes a panic of a command its answer.
func (g *guarded) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if v := recover(); v != nil {
				msg = &Panic{v, debug.Stack()}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = g.guard(batch[i])
			}
		}
		return msg
	}
}
