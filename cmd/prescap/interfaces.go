package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"prescap/capture/live"
)

// listInterfaces lists what -i can name, numbered as it can be named, too.
func listInterfaces(w io.Writer) error {
	all, err := live.Interfaces()
	if err != nil {
		return usage(unsupported(err))
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, one := range all {
		var words []string
		for _, a := range one.Addresses {
			words = append(words, a.String())
		}
		switch {
		case one.Name == live.Any:
			words = append(words, "all interfaces together")
		case !one.Up:
			words = append(words, "down")
		case one.Loopback:
			words = append(words, "loopback")
		}
		fmt.Fprintf(t, "%d.\t%s\t%s\n", i+1, one.Name, strings.Join(words, ", "))
	}
	return t.Flush()
}

// numbered is the interface that listInterfaces gives a number.
func numbered(n int) (string, error) {
	all, err := live.Interfaces()
	switch {
	case err != nil:
		return "", unsupported(err)
	case n < 1 || n > len(all):
		return "", fmt.Errorf("-i: there is no interface %d; -D lists them", n)
	}
	return all[n-1].Name, nil
}

// unsupported says what to do where no interface can be listened to.
func unsupported(err error) error {
	if errors.Is(err, live.ErrUnsupported) {
		return fmt.Errorf("%w; here prescap reads files and standard input, as in: dumpcap -w - | prescap report -", err)
	}
	return err
}

// denied says how to come by the right to listen to interfaces.
func denied(interfaces []string) error {
	self, err := os.Executable()
	if err != nil {
		self = "prescap"
	}
	return fmt.Errorf("%w, which takes the capability cap_net_raw; give it to prescap once: sudo setcap cap_net_raw,cap_net_admin+ep %s; or let another program capture: dumpcap -i %s -w - | prescap report -",
		live.ErrPermission, self, strings.Join(interfaces, " -i "))
}
