package schema_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"prescap/decode/defect"
	"prescap/decode/schema"
	"prescap/decode/words"
	"prescap/decode/xmlscan"
)

// shop is a document of a made-up schema that has one of everything.
type shop struct {
	schema.Base
	Kind    string
	Name    string
	Open    schema.Flag
	Seats   schema.Number
	Depth   schema.Integer
	Since   time.Time
	Days    []string
	Goods   []item
	Owner   *owner
	Sign    sign
	Rule    string
	Period  string
	Founded string
}

type item struct {
	Name, Text string
	Sold       bool
}

type owner struct{ Name, ID string }

type sign struct {
	Text, Lang, Kind string
	Nil              bool
}

const (
	shopSpace = "urn:shop"
	elseSpace = "urn:elsewhere"
)

func shops() *schema.Document {
	at := func(f func(*shop) any) schema.Keep { return schema.At(f) }
	good := []schema.Row{
		{Path: "@sold", Type: schema.Boolean(), Keep: schema.At(func(i *item) any { return &i.Sold }), Doc: "sold", Source: "s"},
		{Path: ".", Type: schema.Verbatim(), Keep: schema.At(func(i *item) any { return &i.Text }), Doc: "text", Source: "s"},
	}
	named := func(name string) schema.Keep {
		return schema.Named(func(s *shop) *[]item { return &s.Goods }, func(i *item) *string { return &i.Name }, name)
	}
	return schema.Compile(schema.Schema{
		Name: "shop", Doc: "a shop", Source: "s", Roots: []string{"shop", "store"}, Space: shopSpace, Also: []string{"urn:shop:draft"},
		Flags: schema.Open | schema.Ordered | schema.Blank, Version: true, Types: []string{"market", "stall"},
		New: func() any { return &shop{} },
		Rows: []schema.Row{
			{Path: "@type", Occurs: schema.Once, Space: schema.InstanceSpace, Type: schema.Token(), Keep: at(func(s *shop) any { return &s.Kind }), Doc: "type", Source: "s"},
			{Path: "@name", Occurs: schema.Once, Type: schema.String(), Keep: at(func(s *shop) any { return &s.Name }), Spelt: []string{"nmae"}, Doc: "name", Source: "s"},
			{Path: "@open", Type: schema.Boolean(), Keep: at(func(s *shop) any { return &s.Open }), Doc: "open", Source: "s"},
			{Path: "seats", Only: []string{"market"}, Type: schema.UnsignedInt(), Keep: at(func(s *shop) any { return &s.Seats }), Doc: "seats", Source: "s"},
			{Path: "depth", Type: schema.Long("xs:int"), Keep: at(func(s *shop) any { return &s.Depth }), Doc: "depth", Source: "s"},
			{Path: "since", Occurs: schema.Once, Flags: schema.Omitted, Type: schema.DateTime(), Keep: at(func(s *shop) any { return &s.Since }), Doc: "since", Source: "s"},
			{Path: "days", Type: schema.List("days", true, "Monday", "Sunday"), Keep: at(func(s *shop) any { return &s.Days }), Doc: "days", Source: "s"},
			{Path: "goods", Occurs: schema.Once, Doc: "goods", Source: "s"},
			{Path: "goods/tea", Occurs: schema.Any, Keep: named("tea"), Rows: good, Doc: "tea", Source: "s"},
			{Path: "goods/cups", Keep: named("cups"), Rows: good, Doc: "cups", Source: "s"},
			{Path: "owner", Space: elseSpace, Also: []string{shopSpace}, Keep: schema.One(func(s *shop) **owner { return &s.Owner }), Doc: "owner", Source: "s"},
			{Path: "owner/name", Type: schema.String(), Keep: schema.At(func(o *owner) any { return &o.Name }), Doc: "name", Source: "s"},
			{Path: "owner/@id", Type: schema.GUID(), Keep: schema.At(func(o *owner) any { return &o.ID }), Doc: "id", Source: "s"},
			{Path: "sign", Keep: schema.In(func(s *shop) *sign { return &s.Sign }), Doc: "sign", Source: "s"},
			{Path: "sign/text", Type: schema.String(), Keep: schema.At(func(s *sign) any { return &s.Text }), Doc: "text", Source: "s"},
			{Path: "sign/@lang", Space: xmlscan.Space, Type: schema.Token(), Keep: schema.At(func(s *sign) any { return &s.Lang }), Doc: "language", Source: "s"},
			{Path: "sign/@type", Space: schema.InstanceSpace, Type: schema.Token(), Keep: schema.At(func(s *sign) any { return &s.Kind }), Doc: "type", Source: "s"},
			{Path: "sign/@nil", Space: schema.InstanceSpace, Type: schema.Boolean(), Keep: schema.At(func(s *sign) any { return &s.Nil }), Doc: "nothing", Source: "s"},
			{Path: "any", Flags: schema.AnyChild, Doc: "any", Source: "s"},
			{Path: "rule", Layer: 1, Type: schema.Enum("ruleEnum", true, "open", "closed"), Keep: at(func(s *shop) any { return &s.Rule }), Doc: "rule", Source: "s"},
			{Path: "period", Layer: 2, Type: schema.Duration(), Keep: at(func(s *shop) any { return &s.Period }), Doc: "period", Source: "s"},
			{Path: "founded", Layer: 2, Type: schema.Enum("foundedEnumEx", false, "Long", "lately"), Keep: at(func(s *shop) any { return &s.Founded }), Doc: "founded", Source: "s"},
		},
	})
}

// read reads a document with a root around it, at offset 0 of its own.
func read(doc string, most int) (*shop, []defect.Defect) {
	scan := xmlscan.New(xmlscan.DefaultLimits())
	var flaws []defect.Defect
	r := schema.NewReader(scan, words.New(10), most, func(kind defect.Kind, at int, path, text string) {
		flaws = append(flaws, defect.Defect{Kind: kind, Offset: at, Path: path, Text: text})
	})
	scan.Reset([]byte(doc), 0)
	root, ok := scan.Root()
	if !ok {
		return nil, nil
	}
	v := r.Read(shops(), root).(*shop)
	scan.Close()
	return v, flaws
}

const (
	open = `<shop xmlns="urn:shop" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:c="http://schemas.microsoft.com/2006/09/sip/commontypes" xmlns:e="urn:elsewhere" i:type="market" name="a"`
	must = `<since>2013-03-04T08:15:00Z</since><goods/>`
)

// Each kind of defect arises from what it is about, and from nothing else.
func TestDefects(t *testing.T) {
	seen := map[defect.Kind]bool{schema.DefectRoot: true} // Whoever looks for the schema finds that.
	for doc, want := range map[string]string{
		// What is as it should be.
		open + `/>`:                   "",
		open + `>` + must + `</shop>`: "",
		`<store` + open[5:] + ` majorVersion="1" other="x" e:other="x" i:nil="1" xml:lang="en"/>`:                                  "",
		open + `>` + must + `<any><x/><e:y/></any></shop>`:                                                                         "",
		open + `>` + must + `<c:delimiter/><rule>open</rule><c:delimiter/><new/><c:end/><c:extension>t<e:x/></c:extension></shop>`: "",
		open + `>` + must + `<c:end/><c:extension/></shop>`:                                                                        "",
		open + `><seats> 5 </seats>` + must + `<days> Monday  Sunday </days></shop>`:                                               "schema-order shop/days",
		open + `>` + must + `<e:owner id="{7A1C0F52-3B64-5E10-9C0D-2F6B8E4D1A77}"><e:name>n</e:name></e:owner></shop>`:             "",
		// What is not.
		`<shop` + strings.Replace(open[5:], "urn:shop", "urn:shop:draft", 1) + `/>`:              "schema-namespace-other shop",
		`<shop` + strings.Replace(open[5:], "urn:shop", "urn:x", 1) + `/>`:                       "schema-namespace shop",
		strings.Replace(open, ` name="a"`, ` nmae="a"`, 1) + `>` + must + `</shop>`:              "schema-spelling shop/@nmae",
		strings.Replace(open, ` name="a"`, ``, 1) + `>` + must + `</shop>`:                       "schema-missing shop/@name",
		strings.Replace(open, ` i:type="market"`, ``, 1) + `/>`:                                  "schema-no-type shop",
		strings.Replace(open, `i:type`, `type`, 1) + `/>`:                                        "schema-no-type shop",
		strings.Replace(open, `"market"`, `"fair"`, 1) + `/>`:                                    "schema-type shop/@type",
		strings.Replace(open, `"market"`, `"e:market"`, 1) + `/>`:                                "schema-type shop/@type",
		strings.Replace(open, `"market"`, `"stall"`, 1) + `><seats>1</seats>` + must + `</shop>`: "schema-other-type shop/seats",
		open + ` open="True"/>`:                                                                           "schema-case shop/@open",
		open + ` open="maybe"/>`:                                                                          "schema-boolean shop/@open",
		open + ` majorVersion="x"/>`:                                                                      "schema-number shop/@majorVersion",
		open + `><goods/></shop>`:                                                                         "schema-omitted shop/since",
		open + `><since>2013-03-04T08:15:00Z</since></shop>`:                                              "schema-missing shop/goods",
		open + `><since>then</since><goods/></shop>`:                                                      "schema-time shop/since",
		open + `><depth>1.5</depth>` + must + `</shop>`:                                                   "schema-number shop/depth",
		open + `><depth>1<x/></depth>` + must + `</shop>`:                                                 "schema-content shop/depth",
		open + `><depth x="1">1</depth>` + must + `</shop>`:                                               "schema-attribute shop/depth/@x",
		open + `>` + must + `<new/></shop>`:                                                               "schema-element shop/new",
		open + `>` + must + `<e:new/></shop>`:                                                             "schema-foreign shop/new",
		open + `>` + must + `<goods/></shop>`:                                                             "schema-repeated shop/goods[2]",
		open + `><goods/><since>2013-03-04T08:15:00Z</since></shop>`:                                      "schema-order shop/since",
		open + `>` + must + `<owner/></shop>`:                                                             "schema-namespace-other shop/owner",
		open + `>` + must + `<e:owner><name/></e:owner></shop>`:                                           "schema-namespace shop/owner/name",
		open + `>` + must + `<e:owner id="5"/></shop>`:                                                    "schema-form shop/owner/@id",
		open + `><since>2013-03-04T08:15:00Z</since><days>Funday</days><goods/></shop>`:                   "schema-enumeration shop/days",
		open + `><since>2013-03-04T08:15:00Z</since><days>monday</days><goods/></shop>`:                   "schema-case shop/days",
		open + `>` + must + `<rule>open</rule></shop>`:                                                    "schema-undelimited shop/rule",
		open + `>` + must + `<c:delimiter/><rule>ajar</rule><c:end/></shop>`:                              "schema-enumeration shop/rule",
		open + `>` + must + `<c:delimiter/><founded>once</founded><c:end/></shop>`:                        "schema-token shop/founded",
		open + `>` + must + `<c:delimiter/><founded/><c:end/></shop>`:                                     "",
		open + `>` + must + `<c:delimiter/><period>P1M1</period><c:end/></shop>`:                          "schema-form shop/period",
		open + `>` + must + `<c:delimiter/></shop>`:                                                       "schema-no-end shop",
		open + `>` + must + `<c:delimiter/><c:extension/></shop>`:                                         "schema-no-end shop/extension",
		open + `>` + must + `<c:end/><c:end/></shop>`:                                                     "schema-behind-end shop/end",
		open + `>` + must + `<c:end/><c:delimiter/></shop>`:                                               "schema-behind-end shop/delimiter",
		open + `>` + must + `<c:end/><rule>open</rule></shop>`:                                            "schema-behind-end shop/rule",
		open + `>` + must + `<c:end/><new/></shop>`:                                                       "schema-behind-end shop/new",
		open + `>` + must + `<c:end/><e:new/></shop>`:                                                     "schema-beside shop/new",
		open + `>` + must + `<c:extension/><c:extension/></shop>`:                                         "schema-extension shop/extension",
		open + `>` + must + `<c:extension/><c:delimiter/><c:end/></shop>`:                                 "schema-extension shop/delimiter",
		open + `>` + must + `<c:extension/><c:end/></shop>`:                                               "schema-extension shop/end",
		open + `><since>2013-03-04T08:15:00Z</since><goods><tea/><tea/><tea/><tea/><tea/></goods></shop>`: "schema-limit shop/goods/tea[4]",
		open + ` a="" b="" c="" d="" e=""/>`:                                                              "schema-limit shop",
		open + `><goods>`:                                                                                 "", // Cut: nothing is missing.
	} {
		v, flaws := read(doc, 3)
		var got []string
		for _, d := range flaws {
			seen[d.Kind] = true
			got = append(got, string(d.Kind)+" "+d.Path)
			if d.Offset < 0 || d.Offset >= len(doc) || d.Text == "" {
				t.Errorf("%s: %+v", doc, d)
			}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s:\n%s, want %s", doc, s, want)
		}
		written := shops().Write(v)
		if again, flaws := read(written, 3); !shops().Equal(v, again) || len(flaws) > 0 && want == "" && !strings.Contains(doc, "<goods>") {
			t.Errorf("%s is written as\n%s, which is\n%+v, not\n%+v\n%v", doc, written, again, v, flaws)
		}
	}
	for _, kind := range schema.DefectKinds() {
		if !seen[kind] {
			t.Errorf("no case of %s", kind)
		}
	}
	for _, kind := range schema.Deviations() {
		if !slices.Contains(schema.DefectKinds(), kind) {
			t.Errorf("%s is no kind of defect", kind)
		}
	}
}

// What a value says, in every form.
func TestForms(t *testing.T) {
	v, _ := read(open+` open="false" x="y"><seats>0</seats><depth>-5</depth><since>2013-03-04T08:15:00Z</since><days>Monday Sunday</days>`+
		`<goods><cups sold="1"> two </cups><tea>a "b"</tea><tea/></goods><sign><text>here</text></sign><c:delimiter/><new>z</new><c:end/></shop>`, 9)
	d := shops()
	const json = `{"type":"market","name":"a","open":false,"seats":0,"depth":-5,"since":"2013-03-04T08:15:00.000000000Z","days":["Monday","Sunday"],` +
		`"goods":{"tea":[{"text":"a \"b\""},{}],"cups":{"sold":true,"text":" two "}},"sign":{"text":"here"},` +
		`"extra":[{"attribute":"x","xml":"y"},{"xml":"<new xmlns=\"urn:shop\">z</new>"}]}`
	if got := string(d.AppendJSON(nil, v)); got != json {
		t.Errorf("JSON:\n%s, want\n%s", got, json)
	}
	const xml = `<shop xmlns="urn:shop" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="market" name="a" open="false" x="y"><seats>0</seats><depth>-5</depth>` +
		`<since>2013-03-04T08:15:00Z</since><days>Monday Sunday</days><goods><tea>a "b"</tea><tea/><cups sold="true"> two </cups></goods><sign><text>here</text></sign>` +
		`<delimiter xmlns="http://schemas.microsoft.com/2006/09/sip/commontypes"/><new xmlns="urn:shop">z</new><end xmlns="http://schemas.microsoft.com/2006/09/sip/commontypes"/></shop>`
	if got := d.Write(v); got != xml {
		t.Errorf("XML:\n%s, want\n%s", got, xml)
	}
	if got := d.Text(v); got != `type market, name a, open false, seats 0, depth -5, since 2013-03-04T08:15:00Z, days “Monday Sunday”, goods.tea “a "b"”, goods.cups.sold true, goods.cups “two”, sign.text here` {
		t.Errorf("text: %s", got)
	}
	var fields []string
	for _, f := range d.Fields() {
		fields = append(fields, f.Name+" "+f.Type)
	}
	if got := strings.Join(fields, ", "); !strings.HasPrefix(got, "majorVersion number, minorVersion number, type string, name string, open boolean, seats number, depth number, since string, days string[], goods object, goods.tea object[], goods.tea.sold boolean, goods.tea.text string") {
		t.Errorf("fields: %s", got)
	}
	var paths []string
	for _, l := range d.Lines() {
		paths = append(paths, l.Path+" "+l.Occurs)
	}
	if got := strings.Join(paths, ", "); !strings.HasPrefix(got, "@majorVersion 0..1, @minorVersion 0..1, @xsi:type 1, @name 1, @open 0..1, seats 0..1, depth 0..1, since 1, days 0..1, goods 1, goods/tea 0..*, goods/tea/@sold 0..1, goods/cups 0..1") {
		t.Errorf("lines: %s", got)
	}
	if flaws := d.Flaws(); flaws != nil {
		t.Error(flaws)
	}
}

// Attributes may be of a namespace of their own.
func TestAttributes(t *testing.T) {
	v, flaws := read(open+`>`+must+`<sign xml:lang="en" i:type="s:neon" i:nil="true"/></shop>`, 9)
	if want := (sign{Lang: "en", Kind: "neon", Nil: true}); v.Sign != want || len(flaws) > 0 {
		t.Errorf("%+v, want %+v; %v", v.Sign, want, flaws)
	}
	const xml = `<sign xml:lang="en" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="neon" xsi:nil="true"/>`
	if got := shops().Write(v); !strings.Contains(got, xml) {
		t.Errorf("written as %s", got)
	}
}

// Of long texts the beginning is kept, and what is kept is equal to what it is of only.
func TestKept(t *testing.T) {
	long := strings.Repeat("long ", 1000)
	make := func(end string) *shop {
		v, _ := read(open+fmt.Sprintf(`><goods><tea>%s%s</tea></goods><c:delimiter/><x>%s%s</x><c:end/></shop>`, long, end, long, end), 9)
		return v
	}
	d, a, b := shops(), make("a"), make("b")
	kept := schema.Kept(a)
	if kept == a || len(kept.Goods[0].Text) > words.Longest || len(kept.Extra[0].XML) > words.Longest || len(a.Goods[0].Text) != len(long)+1 {
		t.Errorf("%d and %d bytes are kept", len(kept.Goods[0].Text), len(kept.Extra[0].XML))
	}
	if !d.Equal(a, kept) || !d.Equal(kept, a) || d.Equal(kept, b) || d.Equal(a, b) || d.Equal(kept, schema.Kept(b)) {
		t.Error("equal are not those that say the same")
	}
	if short, _ := read(open+`/>`, 9); schema.Kept(short) != short {
		t.Error("a short value is copied")
	}
}
