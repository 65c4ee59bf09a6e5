package io.tributary.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.lake.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleFileTest {
  @TempDir Path folder;

  @Test
  void textIsWrittenWithItsSpacesAndNoFormulaIsLeftAlone() throws IOException {
    Path file = folder.resolve("answer.csv");
    SingleFile.write(
        new FileStore(TestSpark.session().sparkContext().hadoopConfiguration()),
        TestSpark.session()
            .sql("select * from values ('=1+1', ' =1+1'), (' a ', null), ('b\"c', '') as (a, b)"),
        SingleFile.Form.CSV,
        false,
        new org.apache.hadoop.fs.Path(file.toUri()));

    assertThat(Files.readString(file)).isEqualTo("a,b\n'=1+1, =1+1\n a ,\n\"b\"\"c\",\n");
  }
}
