package dev.kinoloom.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Hears what classes of ours log, with what stands on the lines, until it is closed. */
public final class LogLines implements AutoCloseable {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  public LogLines(String loggers) {
    ContextMdc.install();
    logger = (Logger) LoggerFactory.getLogger(loggers);
    lines.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  public List<ILoggingEvent> all() {
    return List.copyOf(lines.list);
  }

  @Override
  public void close() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }
}
