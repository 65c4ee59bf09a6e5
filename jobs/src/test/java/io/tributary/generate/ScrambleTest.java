package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScrambleTest {
  private static final int SIZE = 10_007;

  @Test
  void everyNumberIsGivenOutOnce() {
    Scramble scramble = new Scramble(7, "phone", SIZE);
    long[] numbers = LongStream.range(0, SIZE).map(scramble::of).sorted().toArray();
    assertThat(numbers).isEqualTo(LongStream.range(0, SIZE).toArray());
  }

  @Test
  void neighboursDoNotStayNeighbours() {
    Scramble scramble = new Scramble(7, "phone", SIZE);
    long close =
        LongStream.range(1, SIZE)
            .filter(i -> Math.abs(scramble.of(i) - scramble.of(i - 1)) < 10)
            .count();
    assertThat(close).isLessThan(SIZE / 100);
  }

  @Test
  void aNumberOutsideIsRefused() {
    Scramble scramble = new Scramble(7, "phone", SIZE);
    assertThatThrownBy(() -> scramble.of(SIZE)).hasMessage("10007 is not among the 10007 numbers");
  }
}
