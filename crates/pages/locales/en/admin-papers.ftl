# Documents and items of the agenda
admin-document-error-symbol = Enter a symbol as the United Nations write it, for example S/RES/1325 (2000), or leave it empty
