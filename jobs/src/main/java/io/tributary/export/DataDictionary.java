package io.tributary.export;

import io.tributary.pipeline.Contract;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every column of every published table means, made from the contracts. */
final class DataDictionary {
  private static final String STYLE =
      """
      body { font-family: sans-serif; margin: 2em auto; max-width: 70em; color: #222; }
      table { border-collapse: collapse; width: 100%; margin-bottom: 2em; }
      th, td { text-align: left; vertical-align: top; padding: .3em .6em; border-bottom: 1px solid #ddd; }
      th { background: #f4f4f4; }
      code { white-space: nowrap; }
      """;

  private DataDictionary() {}

  /** A page of its own: it needs no other file and no network. */
  static String html(List<Contract> contracts) {
    StringBuilder page =
        new StringBuilder(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<title>Data dictionary</title>\n<style>\n").append(STYLE).append("</style>\n");
    page.append("</head>\n<body>\n<h1>Data dictionary 数据字典</h1>\n<ul>\n");
    for (Contract c : contracts) {
      page.append(
          "<li><a href=\"#%s\">%s</a> %s</li>\n"
              .formatted(c.table(), c.table(), text(c.labelZh())));
    }
    page.append("</ul>\n");
    contracts.forEach(contract -> addTable(page, contract));
    return page.append("</body>\n</html>\n").toString();
  }

  private static void addTable(StringBuilder page, Contract contract) {
    page.append(
        "<h2 id=\"%s\">%s %s</h2>\n"
            .formatted(contract.table(), contract.table(), text(contract.labelZh())));
    page.append(
        "<p>One row: %s. Key: %s.</p>\n"
            .formatted(text(contract.row()), text(String.join(", ", contract.key()))));
    page.append(
        "<table>\n<tr><th>Column</th><th>标签</th><th>Type</th><th>Unit</th><th>Meaning</th></tr>\n");
    for (Contract.Column column : contract.columns()) {
      page.append(
          "<tr><td><code>%s</code></td><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  text(column.name()),
                  text(column.labelZh()),
                  text(column.type()),
                  text(column.unit()),
                  text(column.meaning() + (column.nullable() ? ". May be empty." : ""))));
    }
    page.append("</table>\n");
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A row per column. */
  static String csv(List<Contract> contracts) {
    return Stream.concat(
            Stream.of("table,column,label_zh,type,nullable,unit,meaning,is_key"),
            contracts.stream()
                .flatMap(table -> table.columns().stream().map(column -> line(table, column))))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String line(Contract table, Contract.Column column) {
    return Stream.of(
            table.table(),
            column.name(),
            column.labelZh(),
            column.type(),
            String.valueOf(column.nullable()),
            column.unit(),
            column.meaning(),
            String.valueOf(table.key().contains(column.name())))
        .map(DataDictionary::cell)
        .collect(Collectors.joining(","));
  }

  /** Quoted where RFC 4180 asks for it. */
  private static String cell(String text) {
    return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
