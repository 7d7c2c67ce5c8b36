package rules

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"prescap/analyze"
	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
	"prescap/analyze/ruletest"
	"prescap/capture"
	"prescap/capture/captext"
	"prescap/capture/pcapfile"
	"prescap/decode"
	"prescap/decode/sip"
)

func sample(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../../samples/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// What a run finds does not depend on how it is done.
func TestShardsAndBatchesChangeNothing(t *testing.T) {
	all := All() // Once: a rule is equal to itself only.
	for _, name := range []string{"morning", "lossy", "reuse"} {
		data, err := captext.Compile(sample(t, name))
		if err != nil {
			t.Fatal(err)
		}
		var first analyze.Report
		for i, shape := range [][2]int{{1, 0}, {2, 0}, {7, 1}, {16, 3}} {
			src := pcapfile.Open([]string{"-"}, bytes.NewReader(data))
			a := analyze.New(analyze.Config{Rules: all, Limits: analyze.DefaultLimits()})
			limits := decode.DefaultLimits()
			acc, err := pipeline.Run(context.Background(), src, pipeline.Config{
				Shards: shape[0], Batch: shape[1], Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Decode: &limits, Clock: true,
			}, a.Take)
			src.Close()
			if err != nil {
				t.Fatal(err)
			}
			if report := a.Report(acc); i == 0 {
				first = report
			} else if !reflect.DeepEqual(report.View, first.View) || !reflect.DeepEqual(report.Coverage, first.Coverage) {
				t.Errorf("%s: %d shards, batches of %d: another report", name, shape[0], shape[1])
			}
		}
	}
}

// key is what makes a finding the same in two runs.
func key(f rule.Finding) string {
	e := f.Evidence[0].Frames[0]
	return fmt.Sprintf("%s %v frame %d", f.Rule.ID, f.Subject, e.Num)
}

// What is certain in the beginning of a capture is certain in the whole.
func TestCertainFindingsStay(t *testing.T) {
	packets, err := captext.Packets(sample(t, "morning"))
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string]bool{}
	for _, f := range ruletest.Packets(t, packets, All()).Findings {
		if f.Certainty == rule.Certain {
			whole[key(f)] = true
		}
	}
	step := 7
	if testing.Short() {
		step = 50
	}
	for n := 1; n < len(packets); n += step {
		for _, f := range ruletest.Packets(t, packets[:n], All()).Findings {
			if f.Certainty == rule.Certain && !whole[key(f)] {
				t.Errorf("certain after %d packets, and not in the whole: %s %s", n, f.Rule.ID, f.Message)
			}
		}
	}
}

// Another day and other names change the day and the names.
func TestTimeAndNamesAreOnlyShown(t *testing.T) {
	text := string(sample(t, "morning"))
	packets, err := captext.Packets([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for i := range packets {
		packets[i].Time = packets[i].Time.Add(90 * time.Minute)
	}
	before := summary(ruletest.Analyze(t, []byte(text), All()), 0)
	if later := summary(ruletest.Packets(t, packets, All()), -90*time.Minute); later != before {
		t.Errorf("90 minutes later:\n%s\nnot\n%s", later, before)
	}
	renamed := strings.NewReplacer("alice", "olive", "Alice", "Olive", "contoso", "kontoso").Replace(text)
	back := strings.NewReplacer("olive", "alice", "Olive", "Alice", "kontoso", "contoso")
	if after := back.Replace(summary(ruletest.Analyze(t, []byte(renamed), All()), 0)); sorted(after) != sorted(before) {
		t.Errorf("renamed:\n%s\nnot\n%s", after, before)
	}
}

// summary is what a report says, in lines.
func summary(r analyze.Report, shift time.Duration) string {
	var b strings.Builder
	for _, p := range r.Presentities {
		for _, e := range p.Entries {
			fmt.Fprintf(&b, "%s %s %v %s %v %q %q %q\n", p.Name, e.Time.Add(shift).Format(time.RFC3339Nano), nums(e.Frames), e.Lane, e.Containers, e.From, e.To, e.Cause)
		}
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s %s %s %s %d\n", f.Rule.ID, f.Severity, f.Certainty, f.Time.Add(shift).Format(time.RFC3339Nano), f.Message, f.Count)
	}
	return b.String()
}

func nums(frames []capture.Frame) []int {
	var all []int
	for _, f := range frames {
		all = append(all, f.Num)
	}
	return all
}

// sorted is the lines in order, because names order presentities.
func sorted(s string) string {
	lines := strings.Split(s, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
