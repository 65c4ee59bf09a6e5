package io.tributary.identity;

import io.tributary.identity.ReferenceIdentity.Evidence;
import io.tributary.identity.ReferenceIdentity.Value;
import io.tributary.workspace.Settings.BlockedValue;
import io.tributary.workspace.Settings.Identity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Small cases in which everything meets by chance: few values, so that people collide; tight
 * limits, short tenures, and equal strengths, so that texts decide. Cases share no value, so many
 * of them make one dataset.
 */
final class RandomEvidence {
  static final Identity IDENTITY = identity();
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final LocalDate FOR_EVER = LocalDate.of(9999, 12, 31);
  private static final List<String> NAMESPACES =
      List.of("member_id", "unionid", "phone", "email", "openid", "device");

  private final Random random;
  private final String prefix;
  private final Map<String, Evidence> records = new LinkedHashMap<>();
  private int numbered;

  RandomEvidence(int number, long seed) {
    this.random = new Random(seed * 1_000_003 + number);
    this.prefix = "c" + number + "-";
  }

  private static Identity identity() {
    return new NamespaceList()
        .add("member_id", 1, 1, null, null)
        .add("unionid", 2, 1, 2, null)
        .add("phone", 3, 2, 2, 20)
        .add("email", 4, null, 1, null)
        .add("openid", 5, null, null, null)
        .add("device", 9, 3, 1, 5)
        .blocking(new BlockedValue("device", "^c\\d*[05]-d0$", true));
  }

  static boolean isBlocked(Value value) {
    return value.namespace().equals("device") && value.value().matches("^c\\d*[05]-d0$");
  }

  /** A first night's records. */
  RandomEvidence begin() {
    int n = 2 + random.nextInt(10);
    for (int i = 0; i < n; i++) {
      add();
    }
    return this;
  }

  /** Another night: some records come, late ones too, some change, some are withdrawn. */
  void change() {
    int n = random.nextInt(4);
    for (int i = 0; i < n; i++) {
      List<String> ids = new ArrayList<>(records.keySet());
      int what = random.nextInt(4);
      if (what <= 1 || ids.isEmpty()) {
        add();
      } else {
        String id = ids.get(random.nextInt(ids.size()));
        Evidence old = records.remove(id);
        if (what == 2) {
          records.put(id, record(old.entity(), old.key()));
        }
      }
    }
  }

  private void add() {
    String entity = random.nextInt(4) == 0 ? "member" : "order";
    Evidence record = record(entity, prefix + numbered++);
    records.put(record.id(), record);
  }

  private Evidence record(String entity, String key) {
    LocalDate start = FIRST.plusDays(random.nextInt(60));
    LocalDate end = start;
    if (entity.equals("member")) {
      end = random.nextBoolean() ? FOR_EVER : start.plusDays(random.nextInt(20));
    }
    Set<Value> values = new TreeSet<>(java.util.Comparator.comparing(Value::text));
    int n = 1 + random.nextInt(3);
    for (int i = 0; i < n; i++) {
      String namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
      values.add(new Value(namespace, prefix + namespace.charAt(0) + random.nextInt(4)));
    }
    return new Evidence(entity, key, start, end, values);
  }

  List<Evidence> records() {
    return List.copyOf(records.values());
  }
}
