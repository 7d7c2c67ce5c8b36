// Package schema describes kinds of XML documents by tables, and reads, checks and
// writes documents by them.
//
// A [Schema] is a list of rows: what may stand where, how often, of which type, what it
// means, which page says so, and in which field of a Go value it is kept. The one table
// serves reading ([Reader]), checking, writing ([Document.Write]), showing as JSON
// ([Document.JSON]) and the reference page that prescap explain prints.
//
//	{Path: "activity", Occurs: Any, Keep: Many(func(s *State) *[]Activity { return &s.Activities }), ...},
//	{Path: "activity/@token", Type: tokens, Keep: At(func(a *Activity) any { return &a.Token }), ...},
//
// A [Reader] never refuses a document: what it knows it keeps, what it does not know it
// keeps as [Extra], and what is odd it tells as a defect, with its offset, its path,
// what was expected and what was found. A blank root is no defect where the schema says
// so. No defect is what the extension pattern of the schemas allows (category schemas
// 2.2): behind the declared children layers that each begin with a delimiter, an end, and
// an extension with anything in it. What real clients do otherwise has kinds of defects
// of its own, the [Deviations], on which no rule above info rests.
//
// Absent is not zero: [Number], [Integer] and [Flag] tell the two apart. A string is
// empty when it is absent, as empty ones mean nothing in these documents.
package schema
