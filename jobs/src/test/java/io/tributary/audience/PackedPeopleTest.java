package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.audience.ContactRules.Person;
import io.tributary.ledger.RawRows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PackedPeopleTest {
  private static final int MANY = 20_000;

  /** So many that they are more than one bundle; every seventh has a very long id. */
  @Test
  void whatIsPackedIsWhatCandidatesSay() {
    Dataset<Row> candidates =
        TestSpark.session()
            .range(0, MANY, 1, 1)
            .selectExpr(
                "if(id % 7 = 0, repeat(id, 20), string(id)) as one_id",
                "array(id, -id) as fits",
                "array(id % 2, 0L) as excluded",
                "array(if(id % 3 = 0, null, id / 2), 7D) as ranks",
                "id % 5 as has_address",
                "id % 6 as consents",
                "id % 8 as tired",
                "array(int(id % 9), int(id % 10), 3) as contacts",
                "id % 11 = 0 as held_out");

    List<PackedPeople> bundles = RawRows.in(candidates).mapPartitions(PackedPeople::of).collect();

    assertThat(bundles).hasSize(2);
    long id = 0;
    for (PackedPeople people : bundles) {
      for (int i = 0; i < people.size(); i++, id++) {
        String text = String.valueOf(id);
        assertThat(people.oneId(i)).hasToString(id % 7 == 0 ? text.repeat(20) : text);
        assertThat(people.fits(i, 3)).isEqualTo((id >> 3 & 1) == 1);
        assertThat(people.fits(i, 64)).isEqualTo((-id & 1) == 1);
        assertThat(people.rank(i, 0)).isEqualTo(id % 3 == 0 ? null : Double.valueOf(id / 2.0));
        assertThat(people.rank(i, 1)).isEqualTo(7);
        Person person = people.person(i);
        assertThat(person.fits()).containsExactly(id, -id);
        assertThat(person.excluded()).containsExactly(id % 2, 0);
        assertThat(person.hasAddress()).isEqualTo(id % 5);
        assertThat(person.consents()).isEqualTo(id % 6);
        assertThat(person.tired()).isEqualTo(id % 8);
        assertThat(person.contacts()).containsExactly((int) (id % 9), (int) (id % 10), 3);
        assertThat(person.heldOut()).isEqualTo(id % 11 == 0);
      }
    }
    assertThat(id).isEqualTo(MANY);
  }

  @Test
  void withoutCapsAndLimits() {
    Dataset<Row> candidate =
        TestSpark.session()
            .sql(
                "select 'a' as one_id, array(1L) as fits, array(0L) as excluded,"
                    + " cast(array() as array<double>) as ranks, 1L as a, 1L as c, 0L as t,"
                    + " cast(array() as array<int>) as n, false as h");

    PackedPeople people = RawRows.in(candidate).mapPartitions(PackedPeople::of).first();

    assertThat(people.person(0).contacts()).isEmpty();
    assertThat(people.countFitting(new int[] {0}, new long[] {5})).containsExactly(6);
  }
}
