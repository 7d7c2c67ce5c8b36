package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prescap/analyze"
	"prescap/cmd/prescap/internal/render"
)

func viewCommand(std stdio) *cobra.Command {
	var o options
	var watcher, presentity, at string
	cmd := &cobra.Command{
		Use:   "view FILE... --watcher W",
		Short: "Tell what a watcher saw of whom, at some time",
		Long: `Tells what each endpoint of a watcher was told last of each presentity, up to the
end or up to a time: category by category, with when and in which frames, and
what the capture may not show of what came since. Where the owner's own data are
in the capture too, it tells in which containers the owner has just that, and into
which the watcher falls by the members that are known. Sources do not settle how the
server chooses, so both readings are told.`,
		Example: `  prescap view morning.pcapng --watcher carol@contoso.com
  prescap view morning.pcapng --watcher carol@contoso.com --presentity alice@contoso.com --at 08:12:05
  prescap view morning.pcapng --watcher carol@contoso.com --at '#142' -T json | jq .seen`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if watcher == "" {
				return usage(fmt.Errorf("which watcher? name one with --watcher"))
			}
			until, err := parseMoment(at)
			if err != nil {
				return err
			}
			limits := analyze.DefaultLimits()
			limits.Timeline.Entries = 1 // For the names of who is there.
			who := analyze.SeenBy{Watcher: plainAddress(watcher), Presentity: plainAddress(presentity)}
			return o.run(cmd.Context(), std, args, job{
				formats: render.Views(who.Watcher, at), decode: true, study: &analyze.Config{Limits: limits, Seen: &who}, until: until,
				found: func(r *analyze.Report) error { return seenBy(r, who) },
			})
		},
	}
	o.flags(cmd, render.Views("", ""))
	f := cmd.Flags()
	f.StringVar(&watcher, "watcher", "", "whose view to tell: an `ADDRESS` such as carol@contoso.com")
	f.StringVar(&presentity, "presentity", "", "tell only what was seen of this `ADDRESS`")
	f.StringVar(&at, "at", "", "stop at this `TIME`: 2026-03-02T08:10:00Z, or 08:10:00 of the first day (UTC), or just behind a frame: #142")
	return cmd
}

// plainAddress is an address of record as events have it.
func plainAddress(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(s, "sip:"), "SIP:"))
}

// seenBy says what is not in a capture of what was asked for.
func seenBy(r *analyze.Report, who analyze.SeenBy) error {
	if len(r.Seen) > 0 {
		return nil
	}
	var watchers, presentities []string
	for i := range r.Presentities {
		presentities = append(presentities, r.Presentities[i].Name)
		watchers = append(watchers, r.Presentities[i].Watchers...)
	}
	slices.Sort(watchers)
	watchers = slices.Compact(watchers)
	if !slices.Contains(watchers, who.Watcher) {
		return usage(fmt.Errorf("%s was told of nobody, as far as the capture shows up to then%s", who.Watcher, among(who.Watcher, watchers)))
	}
	return usage(fmt.Errorf("%s was told nothing of %s, as far as the capture shows up to then%s", who.Watcher, who.Presentity, among(who.Presentity, presentities)))
}

// among names those who are there, the one that was meant alone where that is clear.
func among(s string, names []string) string {
	const few = 5
	if near := nearest(s, names); near != "" && near != s {
		return "; did you mean " + near + "?"
	}
	switch {
	case len(names) == 0:
		return ""
	case len(names) > few:
		return fmt.Sprintf("; there are %s, and %d more", strings.Join(names[:few], ", "), len(names)-few)
	}
	return "; there are " + strings.Join(names, ", ")
}
