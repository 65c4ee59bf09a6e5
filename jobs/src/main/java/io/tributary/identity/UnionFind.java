package io.tributary.identity;

import java.util.Arrays;

/**
 * Disjoint sets of 64-bit nodes. The root of a set is its smallest node (signed), whatever the
 * order of the links.
 *
 * <p>One open-addressing table of primitives: a night links tens of millions of nodes, and a map of
 * objects would take five times the memory. A larger root goes below a smaller one and paths are
 * halved on the way (Tarjan and van Leeuwen 1984): a link takes a few steps even on a long chain.
 */
final class UnionFind {
  /** Memory for each node that a table has room for: two longs, and a third of the slots empty. */
  static final int BYTES_PER_NODE = 24;

  /** So many nodes at most: a Java array has no more places. */
  static final int MAX_ROOM = 700_000_000;

  /**
   * Each slot is a node and its parent, the parent with its last bit flipped. A slot of two zeros
   * is empty: it would be node 0 below parent 1, and no parent is larger than its node.
   */
  private final long[] table;

  private final int slots;
  private final int room;
  private int size;

  UnionFind(int room) {
    this.room = room;
    this.slots = room + room / 2 + 1;
    this.table = new long[2 * slots];
  }

  /** Whether there is no room for the two nodes of another link. */
  boolean isFull() {
    return size + 2 > room;
  }

  /** Joins the sets of two nodes, new or known; a node linked to itself is a set of its own. */
  void link(long a, long b) {
    long rootOfA = root(a);
    long rootOfB = root(b);
    if (rootOfA < rootOfB) {
      setParent(slotOf(rootOfB), rootOfA);
    } else if (rootOfB < rootOfA) {
      setParent(slotOf(rootOfA), rootOfB);
    }
  }

  /** The smallest node of the node's set; a new node becomes a set of its own. */
  long root(long node) {
    long child = node;
    while (true) {
      int slot = slotOf(child);
      long parent = parentAt(slot);
      if (parent == child) {
        return child;
      }
      long grandparent = parentAt(slotOf(parent));
      if (grandparent == parent) {
        return parent;
      }
      setParent(slot, grandparent);
      child = grandparent;
    }
  }

  /**
   * All nodes, each with its root. Nothing may be linked meanwhile.
   *
   * @param withRoots false: without the roots themselves, so a spanning forest
   */
  PairCursor nodesAndRoots(boolean withRoots) {
    return new PairCursor() {
      private int slot = -1;
      private long root;

      @Override
      public boolean advance() {
        while (++slot < slots) {
          if (!isEmpty(slot)) {
            root = root(first());
            if (withRoots || root != first()) {
              return true;
            }
          }
        }
        return false;
      }

      @Override
      public long first() {
        return table[2 * slot];
      }

      @Override
      public long second() {
        return root;
      }
    };
  }

  void clear() {
    Arrays.fill(table, 0);
    size = 0;
  }

  private int slotOf(long node) {
    int slot = firstSlotOf(node);
    while (table[2 * slot] != node || isEmpty(slot)) {
      if (isEmpty(slot)) {
        insert(slot, node);
        return slot;
      }
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
    return slot;
  }

  private int firstSlotOf(long node) {
    long hash = node * 0x9E3779B97F4A7C15L;
    hash = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
    return (int) ((hash >>> 32) * slots >>> 32);
  }

  private void insert(int slot, long node) {
    // One slot stays empty: the search for a new node would not end without.
    if (size + 1 == slots) {
      throw new IllegalStateException("No room for more than " + size + " nodes");
    }
    size++;
    table[2 * slot] = node;
    setParent(slot, node);
  }

  private boolean isEmpty(int slot) {
    return table[2 * slot] == 0 && table[2 * slot + 1] == 0;
  }

  private long parentAt(int slot) {
    return table[2 * slot + 1] ^ 1;
  }

  private void setParent(int slot, long parent) {
    table[2 * slot + 1] = parent ^ 1;
  }
}
