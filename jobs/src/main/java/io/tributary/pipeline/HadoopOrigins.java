package io.tributary.pipeline;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;

/**
 * Which file each of Hadoop's thousand settings came from. Spark sends the settings along with
 * every read and every write of files, and Hadoop compresses each origin by itself: 9 ms a time,
 * for what nobody asks. Without origins it is 1 ms.
 */
public final class HadoopOrigins {
  /** Its only place; there is no method to leave it out. */
  private static final String ORIGINS = "updatingResource";

  private HadoopOrigins() {}

  /** Forgets them, for this object and those copied from it; the settings stay as they are. */
  public static void forget(Configuration settings) {
    // It brings settings of its own, which would have all others read anew, with their origins.
    new JobConf(false);
    settings.size();
    try {
      Field origins = Configuration.class.getDeclaredField(ORIGINS);
      origins.setAccessible(true);
      ((Map<?, ?>) origins.get(settings)).clear();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Hadoop keeps the origins of its settings elsewhere", e);
    }
  }
}
