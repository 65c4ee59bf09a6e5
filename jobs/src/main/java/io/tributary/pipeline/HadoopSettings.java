package io.tributary.pipeline;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;

/**
 * Makes Hadoop's thousand settings light. Spark sends them along with every read and every write of
 * files, and Hadoop compresses the name of the file that each came from by itself: 9 ms a time, for
 * what nobody asks. Without those names it is 1 ms.
 */
public final class HadoopSettings {
  /** The only place of the files' names; there is no method to leave them out. */
  private static final String ORIGINS = "updatingResource";

  private static final String[] YARN = {"yarn-default.xml"};

  private HadoopSettings() {}

  /**
   * Forgets which file each setting came from, for this object and those copied from it; every
   * setting stays as it is.
   */
  public static void forgetOrigins(Configuration settings) {
    complete(settings);
    try {
      Field origins = Configuration.class.getDeclaredField(ORIGINS);
      origins.setAccessible(true);
      ((Map<?, ?>) origins.get(settings)).clear();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Hadoop keeps the origins of its settings elsewhere", e);
    }
  }

  /** Forgets what is YARN's own default: half of all settings, of no use in a single process. */
  public static void forgetYarn(Configuration settings) {
    complete(settings);
    settings
        .getPropsWithPrefix("yarn.")
        .keySet()
        .forEach(
            name -> {
              if (Arrays.equals(settings.getPropertySources("yarn." + name), YARN)) {
                settings.unset("yarn." + name);
              }
            });
  }

  /** Jobs bring settings of their own, for which all others would be read anew. */
  private static void complete(Configuration settings) {
    new JobConf(false);
    settings.size();
  }
}
