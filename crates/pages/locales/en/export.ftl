# Registrations as a file for a spreadsheet
export-title = Export registrations
export-rows = { $count ->
    [one] { $count } registration will be in the file
   *[other] { $count } registrations will be in the file
}
export-lead = The file holds what the list shows now. It is noted in the audit trail who exported what.
export-format = Format
export-format-empty = Choose a format
export-xlsx = Excel workbook (XLSX)
export-xlsx-note = right in every language of Excel; telephone numbers stay whole
export-csv-semicolon = CSV with semicolons
export-csv-semicolon-note = for Excel in Russian or Kazakh
export-csv-comma = CSV with commas
export-csv-comma-note = for Excel in English and for other programs
export-language = Language of headings and words
export-columns = Columns
export-columns-empty = Choose at least one column
export-protected = sensitive: only for those who need it
export-make = Make the file
export-making = { $done } of { $total } rows are written
export-looks-again = This page looks again every two seconds.
export-look = Look now
export-ready = { $count ->
    [one] The file is ready: { $count } row
   *[other] The file is ready: { $count } rows
}
export-an-hour = It is kept for an hour, for you only.
export-download = Download
export-failed = The file could not be made.
export-once-more = Try once more
export-gone = That file is no longer there. It can be made anew.
