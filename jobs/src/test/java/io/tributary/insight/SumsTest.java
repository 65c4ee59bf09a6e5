package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumsTest {
  @Test
  void addsUpByKeyHoweverManyKeysThereAre() {
    Random random = new Random(1);
    Sums sums = new Sums(2, 0);
    Map<String, Long> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      int a = random.nextInt(40) - 20;
      int d = random.nextInt(200);
      int place = sums.at(a, Count.ALL, 7, d);
      sums.add(place, 0, i);
      sums.add(place, 1, 1);
      expected.merge(a + "/" + d, (long) i, Long::sum);
    }

    Map<String, Long> found = new HashMap<>();
    long additions = 0;
    for (int key = 0; key < sums.size(); key++) {
      found.put(sums.key(key, 0) + "/" + sums.key(key, 3), sums.values(key)[0]);
      additions += sums.values(key)[1];
    }
    assertThat(found).isEqualTo(expected).hasSize(sums.size());
    assertThat(additions).isEqualTo(20_000);
  }

  @Test
  void marksOutliveGrowthAndTellOneNumberFromTheNext() {
    Sums sums = new Sums(1, 2);
    assertThat(sums.isFirst(sums.at(1, 2), 0, 0)).isTrue();
    for (int key = 0; key < 1000; key++) {
      sums.at(key, key);
    }

    assertThat(sums.isFirst(sums.at(1, 2), 0, 0)).isFalse();
    assertThat(sums.isFirst(sums.at(1, 2), 1, 0)).isTrue();
    assertThat(sums.isFirst(sums.at(1, 2), 0, 1)).isTrue();
  }
}
