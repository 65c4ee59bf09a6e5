package io.tributary;

import java.io.StringWriter;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.WriterAppender;

/** What goes to the log file, in the very form that the file has it. */
public final class LogCopy {
  private LogCopy() {}

  /** All that is logged meanwhile, by any thread. */
  public static String during(Runnable work) {
    StringWriter text = new StringWriter();
    Logger root = (Logger) LogManager.getRootLogger();
    Appender copy =
        WriterAppender.newBuilder()
            .setName("copy")
            .setLayout(root.getAppenders().get("file").getLayout())
            .setTarget(text)
            .build();
    copy.start();
    root.addAppender(copy);
    try {
      work.run();
    } finally {
      root.removeAppender(copy);
      copy.stop();
    }
    return text.toString();
  }
}
