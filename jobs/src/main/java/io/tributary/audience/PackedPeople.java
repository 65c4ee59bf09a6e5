package io.tributary.audience;

import io.tributary.audience.ContactRules.Person;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Some thousand {@link Candidates} in arrays, about a hundred bytes each. They are gone through
 * once for each limit that more people fit: as rows that Spark keeps, all of them were decoded each
 * time, though one in twenty may fit an audience.
 */
final class PackedPeople implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 1 << 14;
  private static final int USUAL_ID_BYTES = 24;

  /** How many numbers a person has: of audiences' flags, of caps, of what limits go by. */
  private final int words;

  private final int caps;
  private final int orders;

  private int size;

  /** The ids, one after the other, and where each one ends. */
  private byte[] ids = new byte[MOST * USUAL_ID_BYTES];

  private int[] ends = new int[MOST];
  private long[] fits;
  private long[] excluded;
  private long[] hasAddress = new long[MOST];
  private long[] consents = new long[MOST];
  private long[] tired = new long[MOST];
  private int[] contacts;
  private boolean[] heldOut = new boolean[MOST];
  private double[] ranks;
  private boolean[] isRanked;

  private PackedPeople(int words, int caps, int orders) {
    this.words = words;
    this.caps = caps;
    this.orders = orders;
    this.fits = new long[MOST * words];
    this.excluded = new long[MOST * words];
    this.contacts = new int[MOST * caps];
    this.ranks = new double[MOST * orders];
    this.isRanked = new boolean[MOST * orders];
  }

  /** Packs rows as {@link Candidates} gives them. */
  static Iterator<PackedPeople> of(Iterator<InternalRow> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public PackedPeople next() {
        InternalRow first = rows.next();
        PackedPeople people =
            new PackedPeople(
                first.getArray(Candidates.FITS).numElements(),
                first.getArray(Candidates.CONTACTS).numElements(),
                first.getArray(Candidates.RANKS).numElements());
        people.add(first);
        while (people.size < MOST && rows.hasNext()) {
          people.add(rows.next());
        }
        people.trim();
        return people;
      }
    };
  }

  private void add(InternalRow row) {
    byte[] id = row.getUTF8String(Candidates.ONE_ID).getBytes();
    int start = start(size);
    if (start + id.length > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(start + id.length, 2 * ids.length));
    }
    System.arraycopy(id, 0, ids, start, id.length);
    ends[size] = start + id.length;
    hasAddress[size] = row.getLong(Candidates.HAS_ADDRESS);
    consents[size] = row.getLong(Candidates.CONSENTS);
    tired[size] = row.getLong(Candidates.TIRED);
    heldOut[size] = row.getBoolean(Candidates.HELD_OUT);
    ArrayData rowFits = row.getArray(Candidates.FITS);
    ArrayData rowExcluded = row.getArray(Candidates.EXCLUDED);
    for (int w = 0; w < words; w++) {
      fits[size * words + w] = rowFits.getLong(w);
      excluded[size * words + w] = rowExcluded.getLong(w);
    }
    ArrayData rowContacts = row.getArray(Candidates.CONTACTS);
    for (int c = 0; c < caps; c++) {
      contacts[size * caps + c] = rowContacts.getInt(c);
    }
    ArrayData rowRanks = row.getArray(Candidates.RANKS);
    for (int o = 0; o < orders; o++) {
      isRanked[size * orders + o] = !rowRanks.isNullAt(o);
      ranks[size * orders + o] = rowRanks.isNullAt(o) ? 0 : rowRanks.getDouble(o);
    }
    size++;
  }

  private void trim() {
    ids = Arrays.copyOf(ids, start(size));
    ends = Arrays.copyOf(ends, size);
    fits = Arrays.copyOf(fits, size * words);
    excluded = Arrays.copyOf(excluded, size * words);
    hasAddress = Arrays.copyOf(hasAddress, size);
    consents = Arrays.copyOf(consents, size);
    tired = Arrays.copyOf(tired, size);
    contacts = Arrays.copyOf(contacts, size * caps);
    heldOut = Arrays.copyOf(heldOut, size);
    ranks = Arrays.copyOf(ranks, size * orders);
    isRanked = Arrays.copyOf(isRanked, size * orders);
  }

  private int start(int person) {
    return person == 0 ? 0 : ends[person - 1];
  }

  /** How many they are; they are numbered from 0. */
  int size() {
    return size;
  }

  /** Whether a person fits the conditions of an audience. */
  boolean fits(int person, int audience) {
    return Flags.isSet(fits[person * words + audience / Long.SIZE], audience % Long.SIZE);
  }

  /** Adds how many fit audiences to counts by audience, and gives these back. */
  long[] countFitting(int[] audiences, long[] counts) {
    for (int audience : audiences) {
      for (int person = 0; person < size; person++) {
        counts[audience] += fits(person, audience) ? 1 : 0;
      }
    }
    return counts;
  }

  /** Their id. */
  UTF8String oneId(int person) {
    return UTF8String.fromBytes(ids, start(person), ends[person] - start(person));
  }

  /** What a limit goes by, by its place in {@link Candidates#orders}; null: they have none. */
  Double rank(int person, int order) {
    int place = person * orders + order;
    return isRanked[place] ? ranks[place] : null;
  }

  /** What the rules look at. */
  Person person(int person) {
    return new Person(
        Arrays.copyOfRange(fits, person * words, (person + 1) * words),
        Arrays.copyOfRange(excluded, person * words, (person + 1) * words),
        hasAddress[person],
        consents[person],
        tired[person],
        Arrays.copyOfRange(contacts, person * caps, (person + 1) * caps),
        heldOut[person]);
  }
}
