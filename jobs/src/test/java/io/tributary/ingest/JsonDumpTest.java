package io.tributary.ingest;

import static io.tributary.ingest.TestLanding.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Source.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of one JSON object per line. */
class JsonDumpTest {
  @TempDir Path folder;
  private TestLanding landing;

  @BeforeEach
  void emptyLanding() {
    landing = new TestLanding(folder, Format.JSON);
  }

  @Test
  void valuesAsTheyAreWritten() throws IOException {
    landing.dump(
        "a.json",
        """
        {"id": 12345678901234567890.10, "v": 1E3}
        {"id": "x\\u4e2d\\n", "v": true, "other": 1}
        {"id": null, "v": ""}
        {"v": {"a": [1, {"b": "}"}] }, "id": [ ]}

        {"id": 1, "id": 2}
        """);
    assertThat(landing.rows("id", "v"))
        .containsExactly(
            "12345678901234567890.10 | 1E3 | -",
            "x中\n | true | -",
            "- | - | -",
            "[ ] | {\"a\": [1, {\"b\": \"}\"}] } | -",
            "2 | - | -");
  }

  @Test
  void whatIsNotOneObjectIsMalformed() throws IOException {
    landing.dump(
        "a.json",
        "{\"id\": 1\n[{\"id\": 2}]\n3\n{\"id\": 4}{\"id\": 5}\n{\"id\": 6} x\nnull\n{\"id\": 7}\n");
    assertThat(landing.rows("id"))
        .containsExactly(
            "- | {\"id\": 1",
            "- | [{\"id\": 2}]",
            "- | 3",
            "- | {\"id\": 4}{\"id\": 5}",
            "- | {\"id\": 6} x",
            "- | null",
            "7 | -");
    assertThat(landing.read("id").filter("_malformed is null").count()).isEqualTo(1);
    assertThat(landing.read("id").filter("_malformed is not null").count()).isEqualTo(6);
  }

  @Test
  void byteOrderMarkAndEncodings() throws IOException {
    landing.dump("a.json", "\uFEFF{\"id\": \"中\"}\r\n").dump("b.json", "");
    assertThat(landing.rows("id")).containsExactly("中 | -");
    landing.encoding("GBK").dump("a.json", "{\"id\": \"中\"}\r\n");
    assertThat(landing.rows("id")).containsExactly("中 | -");
    landing
        .encoding("UTF-16")
        .file("2024-05-01/a.json", "\uFEFF{\"id\": \"中\"}\n".getBytes(StandardCharsets.UTF_16LE))
        .file("2024-05-01/b.json", "\uFEFF{\"id\": \"上\"}".getBytes(StandardCharsets.UTF_16BE));
    assertThat(landing.rows("id")).containsExactly("中 | -", "上 | -");
  }

  @Test
  void rowsAreNumberedThoughNoFieldIsAskedFor() throws IOException {
    landing.dump("a.json", "{\"id\": 1}\n\n{\n{\"id\": 2}").dump("b.json", "{}");
    assertThat(
            text(
                landing
                    .readNumbered()
                    .orderBy("_file", "_row")
                    .select("_file", "_row", "_malformed")))
        .containsExactly(
            "2024-05-01/a.json | 1 | -",
            "2024-05-01/a.json | 2 | {",
            "2024-05-01/a.json | 3 | -",
            "2024-05-01/b.json | 1 | -");
  }

  @Test
  void placesBesideFields() throws IOException {
    landing.dump("a.json", "{\"id\": 7}\n{\"id\": 8}\n");
    assertThat(text(landing.readNumbered("id", "_file", "_row").select("id", "_file", "_row")))
        .containsExactly("7 | 2024-05-01/a.json | 1", "8 | 2024-05-01/a.json | 2");
  }

  @Test
  void aLookTellsTheFieldsOfTheFirstRecords() throws IOException {
    landing
        .dump("a.json", "\uFEFF{\"id\": 1, \"n\": {\"x\": 1}}\nbroken\n\n{\"13812345678\": 1}\n")
        .dump("b.json", "{}\n".repeat(JsonInspector.SAMPLE) + "{\"late\": 1}\n");
    assertThat(landing.inspect().get(0).columns()).containsExactly("138****5678", "id", "n");
    assertThat(landing.inspect().get(1).columns()).isEmpty();
  }
}
