package io.tributary.lake;

import io.tributary.pipeline.UserMistake;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The note of an erasure that was begun and is not finished: what is to be done, for whoever does
 * it if the process dies. Until then no night may run, for half of the lake still knows the person.
 */
public final class PendingErasure {
  private final Lake lake;
  private final Path path;

  public PendingErasure(Lake lake) {
    this.lake = lake;
    this.path = lake.internal("erasure.json");
  }

  /** What is to be done, if anything is. */
  public Optional<String> read() {
    return lake.files().read(path);
  }

  /** From now on it must be done. */
  public void begin(String what) {
    lake.files().replace(path, what);
  }

  /** All is done. */
  public void end() {
    lake.files().delete(path);
  }

  /**
   * Makes sure that there is none.
   *
   * @throws UserMistake if there is
   */
  public void requireNone() {
    if (read().isPresent()) {
      throw new UserMistake(
          "An erasure was begun here and not finished. Run the same `tributary erase` again: it goes on from where it was.");
    }
  }
}
