package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.lake.Lake;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in the lake. */
class PreferenceModelTest {
  @TempDir Path folder;

  /** A model of one cluster. */
  static PreferenceModel of(List<String> categories, double[] mix) {
    double[][] centres = {mix};
    return new PreferenceModel(
        1,
        LocalDate.parse("2025-01-01"),
        "the first training",
        "f",
        1,
        20,
        categories,
        mix,
        new int[] {4},
        new String[] {"a"},
        Centres.of(centres),
        2,
        Map.of(2, 0.25),
        7);
  }

  @Test
  void itIsReadAsItWasWrittenAndTheNewestIsInUse() {
    Lake lake = new Lake(TestSpark.session(), folder.toString());
    assertThat(PreferenceModels.current(lake)).isEmpty();
    PreferenceModel model = of(List.of("a", "b"), new double[] {0.75, 0.25});
    PreferenceModels.add(lake, TestSpark.session(), model);

    assertThat(PreferenceModels.current(lake).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(model);
  }
}
