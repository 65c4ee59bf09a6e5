package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetailerGeneratorTest {
  private static final Path COMMITTED = Path.of("testdata", "omnichannel");

  @TempDir Path temp;

  @Test
  void theCommittedRetailerIsWhatTheGeneratorWritesWhateverTheNumberOfTasks() throws IOException {
    Path again = temp.resolve("again");
    RetailerGenerator.generate(
        TestSpark.session(), new GenerateOptions(100, 3, 10, again.toString()), 5);
    assertThat(files(again)).isEqualTo(files(COMMITTED));
    for (String file : files(again)) {
      assertThat(content(again.resolve(file))).as(file).isEqualTo(content(COMMITTED.resolve(file)));
    }
  }

  @Test
  void anotherSeedIsAnotherRetailer() {
    GenerateOptions one = new GenerateOptions(10, 1, 1, "unused");
    GenerateOptions two = new GenerateOptions(10, 1, 2, "unused");
    assertThat(new Retailer(World.of(one)).about(3))
        .isEqualTo(new Retailer(World.of(one)).about(3));
    assertThat(new Retailer(World.of(one)).about(3))
        .isNotEqualTo(new Retailer(World.of(two)).about(3));
  }

  @Test
  void dumpsHaveTheEncodingsOfTheirSystems() throws IOException {
    Path landing = COMMITTED.resolve("landing");
    assertThat(text(landing.resolve("tmall/dt=2025-06-28/orders-0.csv"), Charset.forName("GBK")))
        .startsWith("订单编号,店铺名称")
        .contains("溪流官方旗舰店", "交易成功", "\r\n");
    assertThat(text(landing.resolve("jd/20250628/jd_orders_0.csv"), Charset.forName("GB18030")))
        .startsWith("订单号|京东账号|收货人| 联系电话")
        .contains("\u4DAE");
    assertThat(text(landing.resolve("pos/pos_2025-06-28_0.txt"), StandardCharsets.UTF_8))
        .startsWith("\uFEFFreceipt_no\ttype");
  }

  @Test
  void spreadsheetReadersTakeTheStores() throws IOException {
    Path stores = COMMITTED.resolve("landing/stores/stores_20250630.xlsx");
    try (InputStream in = Files.newInputStream(stores);
        ReadableWorkbook workbook = new ReadableWorkbook(in, new ReadingOptions(true, false))) {
      List<String> codes =
          workbook.findSheet("门店").orElseThrow().read().stream()
              .map(row -> row.getCellText(0))
              .toList();
      assertThat(codes).containsExactly("门店编码", "S001", "S002", "S003", "S004");
    }
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
    Path mine = Files.writeString(temp.resolve("mine.txt"), "mine");
    GenerateOptions options = new GenerateOptions(10, 1, 1, temp.toString());
    assertThatThrownBy(() -> RetailerGenerator.generate(TestSpark.session(), options))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining(temp + " is not empty");
    assertThat(temp).isDirectoryContaining(mine::equals);
    assertThat(files(temp)).containsExactly("mine.txt");
  }

  @Test
  void wrongNumbersAreToldTogether() {
    GenerateOptions options = new GenerateOptions(0, 400, 1, " ");
    assertThatThrownBy(options::validate)
        .isInstanceOf(UserMistake.class)
        .hasMessage(
            "--customers: 0 is out of range; give a number from 1 to 500000000\n"
                + "--nights: 400 is out of range; give a number from 1 to 366\n"
                + "--out: is empty; give a folder that does not exist yet");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Of compressed files what is in them: zlib's versions compress differently. */
  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return file.toString().endsWith(".gz")
          ? new GZIPInputStream(in).readAllBytes()
          : in.readAllBytes();
    }
  }

  private static String text(Path file, Charset charset) throws IOException {
    return new String(Files.readAllBytes(file), charset);
  }
}
