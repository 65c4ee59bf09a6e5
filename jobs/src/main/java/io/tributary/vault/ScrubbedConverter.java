package io.tributary.vault;

import java.util.List;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;
import org.apache.logging.log4j.core.pattern.PatternFormatter;

/**
 * {@code %scrubbed{pattern}} in a log layout: the pattern without what could be an identifier, as
 * {@link Masking#scrub} leaves it. For Spark's errors, and their stack traces, quote the value that
 * they stumbled on.
 */
@Plugin(name = "scrubbed", category = PatternConverter.CATEGORY)
@ConverterKeys("scrubbed")
public final class ScrubbedConverter extends LogEventPatternConverter {
  private final List<PatternFormatter> pattern;

  private ScrubbedConverter(List<PatternFormatter> pattern) {
    super("scrubbed", "scrubbed");
    this.pattern = pattern;
  }

  /** As Log4j makes its converters: by a static method of this name. */
  public static ScrubbedConverter newInstance(Configuration configuration, String[] options) {
    // A stack trace is part of the pattern; without being told so, Log4j would add one in clear.
    return new ScrubbedConverter(
        PatternLayout.createPatternParser(configuration).parse(options[0], false, true));
  }

  @Override
  public void format(LogEvent event, StringBuilder line) {
    StringBuilder clear = new StringBuilder();
    pattern.forEach(part -> part.format(event, clear));
    line.append(Masking.scrub(clear.toString()));
  }

  @Override
  public boolean handlesThrowable() {
    return true;
  }
}
