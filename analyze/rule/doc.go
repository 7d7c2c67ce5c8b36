// Package rule says what a rule is, what it reports, and runs a set of them.
//
// A rule judges facts (package fact); it never decodes and never lays out text. It
// is a value, [Rule]: what it is called, what it rests on, what it must have seen
// before it may speak, and Watch, which hooks the kinds of facts it needs:
//
//	Watch: func(h *rule.Hooks) {
//		sent := rule.NewTable[key, answer](h)
//		rule.On(h, func(p *rule.Pass, f *fact.PublishAnswered) { ... })
//		rule.On(h, func(p *rule.Pass, f *fact.Published) {
//			...
//			if p.Checked(&f.About) && stale {
//				p.Report(&f.About, "version 7 was sent again", rule.Evidence{...})
//			}
//		})
//	}
//
// Watch is called once for each run, so whatever it declares lives as long as the
// run, and nothing is shared between runs. What grows with the traffic lives in a
// [Table], which is bounded.
//
// What is wrong again and again is one finding, which counts: [Told] remembers what
// was reported. What cannot be judged yet, because what matters may still be missing,
// waits in an [Await] until the capture is known to have shown it.
//
// # Silence is counted
//
// Where a rule is about to judge, it calls [Pass.Checked] with what it judges by.
// That counts the case, and answers false where the capture may not show something
// that the rule needs ([Needs]): then the rule stays silent, and the case is counted
// as skipped, with the reason. Where only something that the rule wants is missing,
// it may speak, and its findings say "possible". So "nothing found" is told from
// "nothing looked at" by [Coverage].
//
// # Running
//
// An [Engine] runs rules over the facts of one run. A rule that panics is put out of
// the run, and told of as a bug; the others go on.
package rule
