package main

import (
	"github.com/spf13/cobra"

	"prescap/analyze/rule"
	"prescap/analyze/rules"
	"prescap/cmd/prescap/internal/render"
)

func checkCommand(std stdio) *cobra.Command {
	var o options
	var s selection
	j := job{formats: render.Check(), decode: true, failOn: threshold{true, rule.Error}}
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Judge captures by the rules, for scripts",
		Long: `Looks for violations of the rules, and shows each as a line that grep finds:

  FILE#FRAMES: SEVERITY ID NAME: MESSAGE (SUBJECT) [possible] [×COUNT]

The last line says what that is worth: pass, fail (there are findings at or
above --fail-on; those that are only possible do not count), or inconclusive
(the capture does not show enough to say). The exit code says the same; see
prescap help exit-codes.`,
		Example: `  prescap check capture.pcapng
  prescap check --fail-on warning --disable CAP capture.pcapng
  prescap check --only PUB,NTF -T json capture.pcapng | jq '.findings[].message'`,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if j.study, err = s.analysis(); err != nil {
				return err
			}
			j.study.Limits.Timeline.Entries = 0
			return o.run(cmd.Context(), std, args, j)
		},
	}
	o.flags(cmd, render.Check())
	s.flags(cmd, rules.All())
	f := cmd.Flags()
	f.Var(&j.failOn, "fail-on", "exit code 1 for certain findings of this `SEVERITY` and above: error, warning, info, or never")
	f.BoolVar(&j.lenient, "allow-inconclusive", false, "exit code 0 instead of 3 when the capture does not show enough")
	cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions([]string{"error", "warning", "info", "never"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}
