package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake each in a mapping file, and what is said about it. */
class SourceMistakesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{1}")
  @MethodSource({"head", "options", "entities"})
  void isReported(String before, String after, String message) {
    assertThat(WorkspaceFolder.POS).contains(before);
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("sources/pos.yaml", WorkspaceFolder.POS.replace(before, after))
                .problems())
        .containsExactly("sources/pos.yaml" + message);
  }

  static Stream<Arguments> head() {
    return Stream.of(
        mistake(
            "source: pos",
            "source: tills",
            ":1 source: `tills` is not the file's name; write `source: pos`, or rename the file to"
                + " tills.yaml"),
        mistake("source: pos\n", "", " source: is missing; write `source: pos`"),
        mistake("format: csv\n", "", " format: is missing; write `format: csv`"),
        mistake(
            "format: csv",
            "format: tsv",
            ":3 format: expected one of csv, json, parquet, xlsx, but found `tsv`"),
        mistake(
            "format: csv",
            "formt: csv\nformat: csv",
            ":3 formt: unknown key; did you mean `format`?"),
        mistake(
            "format: csv",
            "format: csv\ndelivery: diff",
            ":4 delivery: expected one of changes, full, but found `diff`"),
        mistake(
            "format: csv",
            "format: csv\nrequired: yes",
            ":4 required: expected true or false, but found `yes`"),
        mistake(
            "format: csv",
            "format: csv\nmin_rows: -1",
            ":4 min_rows: expected a whole number of 0 or more, but found `-1`"),
        mistake(
            "pos/dt={date}/*.csv",
            "pos/*.csv",
            ":2 files: has no {date}; write the dump date's place, such as tmall/dt={date}/*.csv"),
        mistake(
            "pos/dt={date}/*.csv",
            "pos/{date:yyyyMM}.csv",
            ":2 files: has a date form that does not name a day in digits: 'yyyyMM'; write one such as"
                + " {date:yyyyMMdd}"),
        mistake(
            "format: csv",
            "format: csv\n\tdelivery: full",
            ":4: is not valid YAML: a tab where only spaces may stand; indent with spaces"),
        mistake(
            "      channel:",
            "     channel:",
            ":8: is not valid YAML: this line does not fit the ones above; indent it like them, and"
                + " close what is open"),
        mistake(
            "format: csv",
            "format: csv\n--- \nformat: csv",
            ":4: is not valid YAML: expected a single document in the stream: but found another"
                + " document; put text that holds `: `, ` #` or starts with a sign in quotes"));
  }

  static Stream<Arguments> options() {
    return Stream.of(
        option("csv", "encoding: GBKK", ".encoding: unknown encoding `GBKK`; did you mean `GBK`?"),
        option(
            "csv",
            "encoding: 'no name'",
            ".encoding: unknown encoding `no name`; write one such as UTF-8 or GBK"),
        option(
            "csv",
            "delimiter: '||'",
            ".delimiter: expected one character, such as \",\", or \"\\t\" for a tab, but found `||`"),
        option(
            "csv",
            "quote: ','",
            ": delimiter and quote are the same character; give one of them another"),
        option("csv", "header: 1", ".header: expected true or false, but found `1`"),
        option(
            "csv",
            "sheet: A",
            ".sheet: format csv has no option `sheet`; it has header, encoding, delimiter, quote"),
        option(
            "json",
            "delimiter: ';'",
            ".delimiter: format json has no option `delimiter`; it has encoding"),
        option(
            "xlsx",
            "encoding: GBK",
            ".encoding: format xlsx has no option `encoding`; it has header, sheet"),
        option(
            "parquet",
            "header: true",
            ".header: format parquet has no option `header`; it has none, leave it out"),
        option("csv", "delimeter: ';'", ".delimeter: unknown key; did you mean `delimiter`?"));
  }

  private static Arguments option(String format, String option, String message) {
    return mistake(
        "format: csv", "format: " + format + "\noptions: {" + option + "}", ":4 options" + message);
  }

  static Stream<Arguments> entities() {
    return Stream.of(
        mistake(
            "entity: order",
            "entity: ordr",
            ":5 entities[0].entity: unknown entity `ordr`; did you mean `order`?"),
        mistake(
            "- entity: order",
            "- where: a > 1",
            ":5 entities[0].entity: is missing; write `entity: order`"),
        mistake(
            "      channel:",
            "      chanel: \"'x'\"\n      channel:",
            ":8 entities[0].columns.chanel: unknown key; did you mean `channel`?"),
        mistake(
            "      channel: \"'pos'\"\n",
            "",
            ":6 entities[0].columns.channel: is missing; `order` needs it: write `channel: <Spark"
                + " SQL expression>`"),
        mistake(
            "{phone:",
            "{phon:",
            ":10 entities[0].identifiers.phon: unknown namespace; did you mean `phone`?"
                + " (tributary.yaml, identity.namespaces)"),
        mistake(
            "{phone: \"`手机`\"}",
            "[phone]",
            ":10 entities[0].identifiers: expected keys and values, such as {key: value}, but found"
                + " a list"),
        mistake(
            "{phone: \"`手机`\"}",
            "{phone: }",
            ":10 entities[0].identifiers.phone: expected text, but found nothing"),
        mistake(
            "  - entity",
            "  - when: a\n    entity",
            ":5 entities[0].when: unknown key; did you mean `where`?"));
  }

  @Test
  void productsAndStoresAreNotAboutPersons() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with(
                    "sources/products.yaml",
                    source(
                        "products",
                        "{entity: product, columns: {sku: a}, identifiers: {phone: b}}"))
                .problems())
        .containsExactly(
            "sources/products.yaml:4 entities[0].identifiers: `product` is not about a person and"
                + " takes no identifiers; leave them out");
  }

  @Test
  void aLinkNeedsTwoIdentifiers() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("sources/ids.yaml", source("ids", "{entity: link, identifiers: {phone: b}}"))
                .problems())
        .containsExactly(
            "sources/ids.yaml:4 entities[0]: `link` needs at least 2 identifiers, but has 1; add to"
                + " identifiers, such as {phone: \"`手机`\", unionid: \"`unionid`\"}");
  }

  @Test
  void aConsentIsSomebodys() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with(
                    "sources/optin.yaml",
                    source("optin", "{entity: consent, columns: {channel: a, granted: b, at: c}}"))
                .problems())
        .containsExactly(
            "sources/optin.yaml:4 entities[0]: `consent` needs at least 1 identifier, but has 0; add"
                + " to identifiers, such as {phone: \"`手机`\", unionid: \"`unionid`\"}");
  }

  @Test
  void columnsThatAreNoneOrNotReadable() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("sources/shops.yaml", source("shops", "{entity: store}"))
                .problems())
        .containsExactly(
            "sources/shops.yaml:4 entities[0].columns.store_id: is missing; `store` needs it: write"
                + " `store_id: <Spark SQL expression>`");
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("sources/shops.yaml", source("shops", "{entity: store, columns: [store_id]}"))
                .problems())
        .containsExactly(
            "sources/shops.yaml:4 entities[0].columns: expected keys and values, such as {key:"
                + " value}, but found a list");
  }

  @Test
  void linesNeedChannelAndTimeOnlyWhereNoSourceMapsOrders() {
    String lines =
        source(
            "lines",
            "{entity: order_line, columns: {order_id: a, sku: b, quantity: c, line_amount: d}}");
    assertThat(WorkspaceFolder.valid(folder).with("sources/lines.yaml", lines).problems())
        .isEmpty();
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("sources/pos.yaml", source("pos", "{entity: store, columns: {store_id: a}}"))
                .problems())
        .containsExactly(
            "sources/lines.yaml:4 entities[0].columns.channel: is missing; `order_line` needs it"
                + " where no source maps `order`: write `channel: <Spark SQL expression>`",
            "sources/lines.yaml:4 entities[0].columns.ordered_at: is missing; `order_line` needs it"
                + " where no source maps `order`: write `ordered_at: <Spark SQL expression>`");
  }

  @Test
  void aSourceWithoutEntitiesDoesNothing() {
    assertThat(WorkspaceFolder.valid(folder).with("sources/nil.yaml", source("nil", "")).problems())
        .containsExactly("sources/nil.yaml:4 entities: is empty; map at least one entity");
  }

  private static String source(String name, String entity) {
    return "source: " + name + "\nfiles: a/{date}.csv\nformat: csv\nentities: [" + entity + "]\n";
  }

  private static Arguments mistake(String before, String after, String message) {
    return Arguments.of(before, after, message);
  }
}
