package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnionFindTest {
  private final UnionFind sets = new UnionFind(8);

  @Test
  void theRootIsTheSmallestNodeWhateverTheOrder() {
    sets.link(5, 9);
    sets.link(7, 3);
    sets.link(9, 7);
    assertThat(pairs(true)).isEqualTo(Map.of(3L, 3L, 5L, 3L, 7L, 3L, 9L, 3L));
  }

  @Test
  void negativeNodesAreSmaller() {
    sets.link(1, -1);
    sets.link(Long.MAX_VALUE, Long.MIN_VALUE);
    assertThat(sets.root(1)).isEqualTo(-1);
    assertThat(sets.root(Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void zeroIsANodeLikeAnyOther() {
    sets.link(0, 0);
    assertThat(pairs(true)).isEqualTo(Map.of(0L, 0L));
    sets.link(0, 1);
    assertThat(pairs(true)).isEqualTo(Map.of(0L, 0L, 1L, 0L));
    sets.link(0, -1);
    assertThat(pairs(true)).isEqualTo(Map.of(-1L, -1L, 0L, -1L, 1L, -1L));
  }

  @Test
  void aSpanningForestLeavesOutTheRoots() {
    sets.link(1, 2);
    sets.link(2, 3);
    sets.link(3, 1);
    sets.link(4, 4);
    assertThat(pairs(false)).isEqualTo(Map.of(2L, 1L, 3L, 1L));
  }

  @Test
  void isEmptyAgainOnceCleared() {
    sets.link(1, 2);
    sets.clear();
    assertThat(pairs(true)).isEmpty();
    assertThat(sets.root(2)).isEqualTo(2);
  }

  @Test
  void isFullWhenTwoMoreNodesHaveNoRoom() {
    for (int node = 0; node < 6; node++) {
      assertThat(sets.isFull()).isFalse();
      sets.root(node);
    }
    sets.root(6);
    assertThat(sets.isFull()).isTrue();
  }

  @Test
  void moreNodesThanSlotsAreRefused() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              for (int node = 0; node < 100; node++) {
                sets.root(node);
              }
            })
        .withMessage("No room for more than 12 nodes");
  }

  private Map<Long, Long> pairs(boolean withRoots) {
    Map<Long, Long> pairs = new TreeMap<>();
    PairCursor cursor = sets.nodesAndRoots(withRoots);
    while (cursor.advance()) {
      pairs.put(cursor.first(), cursor.second());
    }
    return pairs;
  }
}
