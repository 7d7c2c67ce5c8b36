// Package ruletest tests rules with conversations. Each rule has at least three,
// written in the language of capture/captext, in testdata of its area:
//
//	testdata/PUB001/bad.txt     the rule fires, certainly, with exactly the frames marked
//	testdata/PUB001/good.txt    the rule looks at something, and finds nothing
//	testdata/PUB001/blind.txt   what the rule needs was not captured: it counts the case
//	                            as skipped, and finds nothing or only what is possible
//
// Further files begin with the same words: bad-storm.txt. Whatever packets a good file
// lacks, no finding may be certain (package rules tests that). A comment in front of a
// statement marks it:
//
//	# want 1 certain warning "version 7 .* again"
//	# also 1
//
// want says that a finding has the statement's message as its primary evidence, and
// what it says (a regular expression); also, that the finding with that number has it
// as further evidence. A finding may have no other evidence than what is marked. In a
// blind file,
//
//	# blind no missing bytes
//
// names what is missing, in the words of rule.NeedNames.
package ruletest
