package io.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class HadoopOriginsTest {
  @Test
  void aCopyHasAllSettingsAndNoOrigins() {
    Configuration settings = new Configuration();
    settings.set("fs.file.impl", "ours");
    Map<String, String> before = values(settings);
    assertThat(settings.getPropertySources("io.file.buffer.size")).isNotEmpty();

    HadoopOrigins.forget(settings);

    Configuration copy = new Configuration(settings);
    assertThat(values(copy)).containsAllEntriesOf(before);
    assertThat(copy.getPropertySources("io.file.buffer.size")).isNull();
  }

  private static Map<String, String> values(Configuration settings) {
    Map<String, String> values = new TreeMap<>();
    settings.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return values;
  }
}
