package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prescap/capture/bpf"
	"prescap/capture/intake"
	"prescap/capture/live"
	"prescap/capture/pcapfile"
)

// capturing is the options that say where to capture, what of it is wanted, and where a
// copy goes. Their letters are those of tcpdump and tshark.
type capturing struct {
	interfaces []string
	list       bool
	filter     string
	snaplen    int
	discreet   bool // Not promiscuous.
	buffer     int  // MB
	count      int
	stops      []string
	file       string
	rings      []string
	force      bool
	user       string
	most       int64 // Bytes of -w, by -a.
}

// flags has the options. They are told apart from the others in the help of a command.
func (c *capturing) flags(all *pflag.FlagSet) {
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	f.SortFlags = false
	f.StringArrayVarP(&c.interfaces, "interface", "i", nil, "capture live from the interface `IF`, or any")
	f.BoolVarP(&c.list, "list-interfaces", "D", false, "list the interfaces, and do nothing else")
	f.StringVarP(&c.filter, "capture-filter", "f", "", "take only what fits the `FILTER`, as tcpdump has them")
	f.IntVarP(&c.snaplen, "snapshot-length", "s", 0, "take so many `BYTES` of each packet (0: all)")
	f.BoolVarP(&c.discreet, "no-promiscuous-mode", "p", false, "leave alone what is meant for others")
	f.IntVarP(&c.buffer, "buffer-size", "B", live.DefaultBuffer>>20, "`MB` that the kernel may hold for an interface")
	f.IntVarP(&c.count, "count", "c", 0, "stop after `N` packets")
	f.StringArrayVarP(&c.stops, "autostop", "a", nil, "stop after `WHAT:N`: duration, packets, filesize")
	f.StringVarP(&c.file, "write", "w", "", "write what is taken to the `FILE`, as pcapng")
	f.StringArrayVarP(&c.rings, "ring-buffer", "b", nil, "next file after `WHAT:N`: duration, filesize; keep files")
	f.BoolVar(&c.force, "force", false, "let -w overwrite a file")
	f.StringVarP(&c.user, "user", "Z", "", "become this `USER` once everything is open")
	f.VisitAll(func(flag *pflag.Flag) {
		flag.Annotations = map[string][]string{ofCapturing: nil}
		all.AddFlag(flag)
	})
}

// ofCapturing marks the options of capturing.
const ofCapturing = "prescap-capturing"

// withCapturing is usage with the options of capturing behind the others.
func withCapturing(usage func(*cobra.Command) error) func(*cobra.Command) error {
	return func(c *cobra.Command) error {
		own := pflag.NewFlagSet("", pflag.ContinueOnError)
		own.SortFlags = false
		c.Flags().VisitAll(func(flag *pflag.Flag) {
			if _, is := flag.Annotations[ofCapturing]; is && !flag.Hidden {
				own.AddFlag(flag)
			}
		})
		show := func(yes bool) { own.VisitAll(func(flag *pflag.Flag) { flag.Hidden = !yes }) }
		show(false)
		err := usage(c)
		show(true)
		if err == nil && own.HasFlags() {
			_, err = fmt.Fprintf(c.OutOrStderr(), "\nCapturing (prescap help capturing tells more):\n%s", own.FlagUsagesWrapped(80))
		}
		return err
	}
}

// live reports whether interfaces are listened to.
func (c *capturing) live() bool { return len(c.interfaces) > 0 }

// wanted says what of a capture is wanted.
func (c *capturing) wanted() (w intake.Config, err error) {
	w.Snaplen = c.snaplen
	switch {
	case c.snaplen < 0:
		return w, fmt.Errorf("-s: no packet has %d bytes", c.snaplen)
	case c.count < 0:
		return w, fmt.Errorf("-c: there are no %d packets", c.count)
	}
	w.Packets = c.count
	if c.filter != "" {
		if w.Filter, err = bpf.Parse(c.filter); err != nil {
			return w, fmt.Errorf("-f: %w", err)
		}
	}
	return w, conditions("-a", c.stops, map[string]func(int){
		"duration": func(n int) { w.Duration = time.Duration(n) * time.Second },
		"packets":  func(n int) { w.Packets = least(w.Packets, n) },
		"filesize": func(n int) { c.most = kilobytes(n) },
	})
}

// copy is where what is taken is written to; nil for nowhere. Captures to be read are not
// written over.
func (c *capturing) copy(inputs []string) (*intake.File, error) {
	ring := pcapfile.RingConfig{Name: c.file, Overwrite: c.force, Head: pcapfile.Head{Application: "prescap " + buildVersion()}}
	err := conditions("-b", c.rings, map[string]func(int){
		"duration": func(n int) { ring.Duration = time.Duration(n) * time.Second },
		"files":    func(n int) { ring.Files = n },
		"filesize": func(n int) { ring.Size = kilobytes(n) },
	})
	switch {
	case err != nil:
		return nil, err
	case c.file == "" && (len(c.rings) > 0 || c.most > 0 || c.force):
		return nil, errors.New("-b, -a filesize and --force are for a file to be written; name it with -w")
	case c.file == "":
		return nil, nil
	case c.file == "-":
		return nil, errors.New("-w: standard output is for what prescap shows; name a file")
	case c.most > 0 && len(c.rings) > 0:
		return nil, errors.New("-a filesize is for one file; with -b, give the size there")
	}
	if err := spare(c.file, inputs); err != nil {
		return nil, err
	}
	r, err := pcapfile.NewRing(ring)
	if err != nil {
		return nil, fmt.Errorf("-w %w", err)
	}
	return &intake.File{Ring: r, Filter: c.filter, Snaplen: c.snaplen, Most: c.most, Naming: c.live()}, nil
}

// least is the smaller of two bounds, where 0 is none.
func least(a, b int) int {
	if a == 0 {
		return b
	}
	return min(a, b)
}

func kilobytes(n int) int64 { return int64(n) * 1000 }

// listening says what to listen to, nil when files are to be read.
func (c *capturing) listening(w *intake.Config) (*live.Config, error) {
	if !c.live() {
		for _, o := range []struct {
			given bool
			name  string
		}{{c.discreet, "-p"}, {c.buffer != live.DefaultBuffer>>20, "-B"}, {c.user != "", "-Z"}} {
			if o.given {
				return nil, fmt.Errorf("%s is for interfaces; name one with -i", o.name)
			}
		}
		return nil, nil
	}
	if c.buffer < 1 || c.buffer > 1<<11 {
		return nil, fmt.Errorf("-B is from 1 to 2048 MB, not %d", c.buffer)
	}
	l := &live.Config{Filter: w.Filter, Snaplen: c.snaplen, Promiscuous: !c.discreet, Buffer: c.buffer << 20}
	for _, name := range c.interfaces {
		if n, err := strconv.Atoi(name); err == nil {
			if name, err = numbered(n); err != nil {
				return nil, err
			}
		}
		l.Interfaces = append(l.Interfaces, name)
	}
	return l, nil
}

// conditions takes conditions such as "duration:60".
func conditions(option string, texts []string, known map[string]func(int)) error {
	for _, text := range texts {
		name, number, _ := strings.Cut(text, ":")
		take := known[name]
		if take == nil {
			return fmt.Errorf("%s knows no %q; see --help", option, name)
		}
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > math.MaxInt32 {
			return fmt.Errorf("%s %s: a number from 1 on is wanted behind the colon, not %q", option, name, number)
		}
		take(n)
	}
	return nil
}

var errTime = errors.New("the time given by -a duration is over")
