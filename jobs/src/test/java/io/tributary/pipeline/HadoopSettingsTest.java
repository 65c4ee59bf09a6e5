package io.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.junit.jupiter.api.Test;

class HadoopSettingsTest {
  @Test
  void aCopyHasAllSettingsAndNoOrigins() {
    Configuration settings = new Configuration();
    settings.set("fs.file.impl", "ours");
    Map<String, String> before = values(settings);
    assertThat(settings.getPropertySources("io.file.buffer.size")).isNotEmpty();

    HadoopSettings.forgetOrigins(settings);

    Configuration copy = new Configuration(settings);
    assertThat(values(copy)).containsAllEntriesOf(before);
    assertThat(copy.getPropertySources("io.file.buffer.size")).isNull();
  }

  @Test
  void onlyWhatSomebodySetForYarnStays() {
    Configuration settings = new JobConf();
    settings.set("yarn.acl.enable", "true");
    int before = settings.size();

    HadoopSettings.forgetYarn(settings);

    assertThat(settings.get("yarn.acl.enable")).isEqualTo("true");
    assertThat(settings.get("yarn.resourcemanager.address")).isNull();
    assertThat(settings.size()).isLessThan(before - 400);
  }

  private static Map<String, String> values(Configuration settings) {
    Map<String, String> values = new TreeMap<>();
    settings.forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return values;
  }
}
