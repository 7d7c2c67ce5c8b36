package xmlscan

import (
	"strings"
	"testing"
)

// TestCases reads one document each, and compares the elements with their texts,
// and the defects.
func TestCases(t *testing.T) {
	for _, c := range []struct{ name, doc, want, defects string }{
		{"plain", `<a x="1"><b y='"'>t</b><c/></a>`, "a x=1\n b y=\" \"t\"\n c\n", ""},
		{"declaration", `<?xml version="1.0" encoding='UTF-8' standalone="yes" ?><!-- c --><?p d?><a/> <!-- c --><?p?>`, "a\n", ""},
		{"references", `<a x="&lt;&#60;&#x3c;&quot;">&amp;&gt;&apos;&#x1F600;</a>`, "a x=<<<\" \"&>'😀\"\n", ""},
		{"CDATA", `<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>`, "a \"<b>&amp;]]>\"\n", ""},
		{"own text only", `<a>1<b>2</b>3<!-- 4 --><?p 5?><![CDATA[6]]></a>`, "a \"136\"\n b \"2\"\n", ""},
		{"line ends", "<a x='1\r\n2\r3\t4\n5'>1\r\n2\r3\n4<![CDATA[\r\n]]>5&#13;6</a>", "a x=1 2 3 4 5 \"1\\n2\\n3\\n4\\n5\\r6\"\n", ""},
		{"white space by reference", `<a x="&#10;&#9;&#13;"/>`, "a x=\n\t\r\n", ""},
		{"names", `<_a-1.2 é="1"><été/></_a-1.2>`, "_a-1.2 é=1\n été\n", ""},

		{"namespaces", `<a xmlns="u" xmlns:p="v" p:x="1" x="2"><p:b xmlns:p="w" p:y="3"/><p:c xmlns=""><d/></p:c></a>`,
			"{u}a {v}x=1 x=2\n {w}b {w}y=3\n {v}c\n  d\n", ""},
		{"declared behind its use", `<p:a p:x="1" xmlns:p="u"/>`, "{u}a {u}x=1\n", ""},
		{"prefix xml", `<a xml:lang="en"/>`, "a {http://www.w3.org/XML/1998/namespace}lang=en\n", ""},
		{"an undeclared prefix", `<p:a q:x="1"><b/></p:a>`, "a x=1\n b\n",
			"namespace@1 a: a prefix that is not declared: \"p\"\nnamespace@5 a: a prefix that is not declared: \"q\"\n"},
		{"out of scope", `<a><b xmlns:p="u"/><p:c/></a>`, "a\n b\n c\n", "namespace@20 a/c: a prefix that is not declared: \"p\"\n"},
		{"names of three parts", `<a:b:c xmlns:a="u" :x="1" y:="2" a:1="3"/>`, "a:b:c :x=1 y:=2 a:1=3\n",
			"namespace@1 a:b:c: expected a name with at most one prefix, found \"a:b:c\"\n" +
				"namespace@19 a:b:c: expected a name with at most one prefix, found \":x\"\n" +
				"namespace@26 a:b:c: expected a name with at most one prefix, found \"y:\"\n" +
				"namespace@33 a:b:c: expected a name with at most one prefix, found \"a:1\"\n"},
		{"declarations not allowed", `<a xmlns:p="" xmlns:xml="u" xmlns:xmlns="v" xmlns:q="http://www.w3.org/XML/1998/namespace"/>`, "a\n",
			"namespace@3 a: a declaration that is not allowed: \"xmlns:p\"\n" +
				"namespace@14 a: a declaration that is not allowed: \"xmlns:xml\"\n" +
				"namespace@28 a: a declaration that is not allowed: \"xmlns:xmlns\"\n" +
				"namespace@44 a: a declaration that is not allowed: \"xmlns:q\"\n"},
		{"declared twice", `<a xmlns="u" xmlns="v" xmlns:p="w" xmlns:p="x" p:y="1"/>`, "{u}a {w}y=1\n",
			"malformed@13 a: an attribute that is there already: \"xmlns\"\nmalformed@35 a: an attribute that is there already: \"xmlns:p\"\n"},

		{"end tag of an ancestor", `<a><b><c>x</b><d>y</d></a>`, "a\n b\n  c \"x\"\n d \"y\"\n",
			"malformed@10 a/b: expected the end tag of \"c\", found that of \"b\"\n"},
		{"end tag of nothing", `<a><b>x</c>y</b></a>`, "a\n b \"xy\"\n", "malformed@7 a/b: expected the end tag of \"b\", found that of \"c\"\n"},
		{"no end tags", `<a><b>x<c/>`, "a\n b \"x\"\n  c\n", "truncated@11 a/b: the document ends inside of element \"b\"\n"},
		{"end tag without name", `<a>x</>y</ b>z</1></a>`, "a \"xyz\"\n",
			"malformed@4 a: expected an end tag, found \"</>\"\nmalformed@8 a: expected an end tag, found \"</ b>\"\nmalformed@14 a: expected an end tag, found \"</1>\"\n"},
		{"end tag with more", `<a><b></b x="1"><c></c<d/></a >`, "a\n b\n c\n d\n",
			"malformed@10 a/b: expected > at the end of an end tag, found \"x=\\\"1\\\"\"\nmalformed@21 a/c: expected > at the end of tag \"</c\"\n"},
		{"no >", `<a><b x="1"<c/></b></a>`, "a\n b x=1\n  c\n", "malformed@10 a/b: expected > at the end of tag \"<b x=\\\"1\\\"\"\n"},
		{"no tag", `<a>1 < 2 <3></a>`, "a \"1 < 2 <3>\"\n",
			"malformed@5 a: expected a tag, found \"< 2 <3></a>\"\nmalformed@9 a: expected a tag, found \"<3></a>\"\n"},

		{"bare ampersand", `<a x="1&2">& x &&amp; AT&T</a>`, "a x=1&2 \"& x && AT&T\"\n",
			"malformed@7 a: expected ; behind \"&2\"\nmalformed@11 a: expected a reference, found \"& x &&amp; AT&T</a>\"\n" +
				"malformed@15 a: expected a reference, found \"&&amp; AT&T</a>\"\nmalformed@24 a: expected ; behind \"&T\"\n"},
		{"unknown entity", `<a x="&nbsp;">&eacute;</a>`, "a x=&nbsp; \"&eacute;\"\n",
			"malformed@6 a: unknown entity \"&nbsp;\"\nmalformed@14 a: unknown entity \"&eacute;\"\n"},
		{"unterminated reference", `<a>&amp x&#65 y&#x41</a>`, "a \"&amp x&#65 y&#x41\"\n",
			"malformed@3 a: expected ; behind \"&amp\"\nmalformed@9 a: expected a character reference, found \"&#65 \"\n" +
				"malformed@15 a: expected a character reference, found \"&#x41<\"\n"},
		{"illegal character reference", `<a>&#0;&#xD800;&#x110000;&#99999999999;&#;&#x;&#xZ;&#X41;</a>`, "a \"&#0;&#xD800;&#x110000;&#99999999999;&#;&#x;&#xZ;&#X41;\"\n",
			"malformed@3 a: a reference to a character that XML does not allow: \"&#0;\"\n" +
				"malformed@7 a: a reference to a character that XML does not allow: \"&#xD800;\"\n" +
				"malformed@15 a: a reference to a character that XML does not allow: \"&#x110000;\"\n" +
				"malformed@25 a: a reference to a character that XML does not allow: \"&#99999999999;\"\n" +
				"malformed@39 a: expected a character reference, found \"&#;\"\n" +
				"malformed@42 a: expected a character reference, found \"&#x;\"\n" +
				"malformed@46 a: expected a character reference, found \"&#xZ\"\n" +
				"malformed@51 a: expected a character reference, found \"&#X\"\n"},

		{"< in a value", `<a x="1<2" y="3"/>`, "a x=1<2 y=3\n", "malformed@7 a: < in the value of an attribute\n"},
		{"no closing quote", `<a x="1><b y="2"/></a>`, "a x=1\n b y=2\n", "malformed@5 a: expected a closing quote behind \"\\\"1\"\n"},
		{"no closing quote in the document", `<a><b y='2/></a>`, "a\n b y=2\n",
			"malformed@8 a/b: expected a closing quote behind \"'2\"\n"},
		{"no quotes", `<a x=1 y=http://h/p?q z=/><b/>`, "a x=1 y=http://h/p?q z=\n",
			"malformed@5 a: expected a quoted value, found \"1 \"\nmalformed@9 a: expected a quoted value, found \"http://h/p?q \"\n" +
				"malformed@24 a: expected a quoted value, found \"/\"\nmalformed@26: a second root element, which is not read: \"<b/>\"\n"},
		{"no value", `<a x y="1" z/>`, "a x= y=1 z=\n", "malformed@3 a: expected = behind attribute \"x\"\nmalformed@11 a: expected = behind attribute \"z\"\n"},
		{"the same attribute", `<a x="1" y="2" x="3"/>`, "a x=1 y=2\n", "malformed@15 a: an attribute that is there already: \"x\"\n"},
		{"the same attribute by another prefix", `<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2" q:y="3"/>`, "a {u}x=1 {u}y=3\n",
			"namespace@35 a: an attribute that is there already with another prefix: \"q:x\"\n"},
		{"no white space", `<a x="1"y="2"/>`, "a x=1 y=2\n", "malformed@8 a: expected white space before an attribute\n"},
		{"no attribute", `<a "x" /y =1 z="2"/>`, "a y=1 z=2\n",
			"malformed@3 a: expected an attribute, found \"\\\"x\\\"\"\nmalformed@7 a: expected an attribute or >, found \"/y\"\n" +
				"malformed@8 a: expected white space before an attribute\nmalformed@11 a: expected a quoted value, found \"1 \"\n"},
		{"white space around =", "<a x\n=\t'1' />", "a x=1\n", ""},

		{"illegal characters", "<a>\x00x\x01\uffff</a>", "a \"\\x00x\\x01\\uffff\"\n", "malformed@3 a: a character that XML does not allow: U+0000, and 2 more\n"},
		{"-- in a comment", `<a><!-- x -- y --- z ---><b/></a>`, "a\n b\n", "malformed@10 a: -- in a comment\n"},
		{"]]> in text", `<a>x]]>y]]]>]]</a>`, "a \"x]]>y]]]>]]\"\n", "malformed@4 a: ]]> in character data\nmalformed@9 a: ]]> in character data\n"},
		{"xml later", `<a><?xml version="1.0"?><?XmL?></a>`, "a\n",
			"malformed@3 a: an XML declaration that is not at the beginning: \"<?xml version=\\\"1.0\\\"?>\"\n" +
				"malformed@24 a: an XML declaration that is not at the beginning: \"<?XmL?>\"\n"},
		{"no name of an instruction", `<a><? x?><?1?><?a+b?></a>`, "a\n",
			"malformed@3 a: expected the name of a processing instruction, found \"<? x?>\"\n" +
				"malformed@9 a: expected the name of a processing instruction, found \"<?1?>\"\n" +
				"malformed@14 a: expected the name of a processing instruction, found \"<?a+b?>\"\n"},
		{"an unknown declaration", `<a><!ELEMENT b><b/></a>`, "a\n b\n", "malformed@3 a: expected a comment or a CDATA section, found \"<!ELEMENT b>\"\n"},

		{"junk before", "\x0bx</b>< <a/>", "a\n",
			"malformed@0: a character that XML does not allow: U+000b\nmalformed@0: expected the root element, found \"\\vx</b>< \"\n"},
		{"junk behind", `<a/>x<b/>`, "a\n", "malformed@4: expected the end of the document, found \"x<b/>\"\n"},
		{"CDATA behind", `<a/><![CDATA[x]]>`, "a\n", "malformed@4: expected the end of the document, found \"<![CDATA[x]]>\"\n"},
		{"a second root", `<a/><b><c/></b>`, "a\n", "malformed@4: a second root element, which is not read: \"<b><c/></b>\"\n"},
		{"nothing", ``, "", "empty@0: expected an element, found the end of the document\n"},
		{"white space", " \r\n", "", "empty@3: expected an element, found the end of the document\n"},
		{"no element", `<!-- x -->`, "", "empty@10: expected an element, found the end of the document\n"},
		{"text", `hello`, "", "malformed@0: expected the root element, found \"hello\"\nempty@5: expected an element, found the end of the document\n"},

		{"doctype", `<!DOCTYPE a [<!ENTITY e "]>"> <!-- ]>' --> <?p ]>?> %q; ] ><a>&e;</a>`, "a \"&e;\"\n",
			"doctype@0: passed over: \"<!DOCTYPE a [<!ENTITY e \\\"]>\\\"> <!-- ]>' --> <?p ]>?> %q; ] >\"\nmalformed@62 a: unknown entity \"&e;\"\n"},
		{"doctype of HTML", `<!doctype html PUBLIC "a>b"><a/>`, "a\n", "doctype@0: passed over: \"<!doctype html PUBLIC \\\"a>b\\\">\"\n"},
		{"doctype inside", `<a><!DOCTYPE b><b/></a>`, "a\n b\n", "doctype@3 a: passed over: \"<!DOCTYPE b>\"\n"},
		{"endless doctype", `<!DOCTYPE a ["><a/>`, "",
			"doctype@0: passed over: \"<!DOCTYPE a [\\\"><a/>\"\ntruncated@19: the document ends inside of a document type declaration\n"},

		{"white space before the declaration", "\n<?xml version='1.0'?><a/>", "a\n",
			"malformed@1: an XML declaration that is not at the beginning: \"<?xml version='1.0'?>\"\n"},
		{"version 1.1", `<?xml version="1.1"?><a/>`, "a\n", ""},
		{"version 2", `<?xml version="2.0"?><a/>`, "a\n", "malformed@0: expected an XML declaration, found \"<?xml version=\\\"2.0\\\"?>\"\n"},
		{"no version", `<?xml encoding="utf-8"?><a/>`, "a\n", "malformed@0: expected an XML declaration, found \"<?xml encoding=\\\"utf-8\\\"?>\"\n"},
		{"standalone first", `<?xml standalone="maybe" version="1.0"?><a/>`, "a\n",
			"malformed@0: expected an XML declaration, found \"<?xml standalone=\\\"maybe\\\" version=\\\"1.0\\\"?>\"\n"},
		{"a declaration without ?", `<?xml version="1.0"><a/>`, "a\n", "malformed@0: expected an XML declaration, found \"<?xml version=\\\"1.0\\\">\"\n"},
		{"a declaration without end", `<?xml version="1.0" <a/>`, "a\n", "malformed@0: expected an XML declaration, found \"<?xml version=\\\"1.0\\\" \"\n"},
		{"a declaration of nonsense", `<?xml a =b "c?><a/>`, "a\n", "malformed@0: expected an XML declaration, found \"<?xml a =b \\\"c?>\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			nodes, defects := tree(New(DefaultLimits()), []byte(c.doc), 0)
			if got := outline(nodes); got != c.want {
				t.Errorf("%s\ngives\n%s\nwant\n%s", c.doc, got, c.want)
			}
			if got := list(defects); got != c.defects {
				t.Errorf("%s\nhas\n%s\nwant\n%s", c.doc, got, c.defects)
			}
			for _, d := range defects {
				if strings.ContainsAny(d.Text, "\r\n") {
					t.Errorf("%q is not one line", d.Text)
				}
			}
		})
	}
}
