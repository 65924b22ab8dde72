package dev.kinoloom.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.kinoloom.config.Settings;
import dev.kinoloom.ops.MaskedEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the log goes, and how its lines look. Secrets are masked wherever it goes. */
final class Logging {
  private Logging() {}

  /** From now on on standard error, as the settings wish. */
  static void use(Settings.Log settings) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(
        masked(
            context,
            settings.format() == Settings.Log.Format.JSON ? json(context) : text(context)));
    appender.start();
    replace(context, appender);
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .setLevel(Level.toLevel(settings.level().name(), Level.INFO));
  }

  /** From now on into {@code file} alone, at most two of 5 MB: the terminal belongs to progress. */
  static void toFile(Path file) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(masked(context, text(context)));
    var rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(1);
    rolling.start();
    var full = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    full.setContext(context);
    full.setMaxFileSize(FileSize.valueOf("5MB"));
    full.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(full);
    appender.start();
    replace(context, appender);
  }

  private static void replace(LoggerContext context, Appender<ILoggingEvent> appender) {
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
  }

  private static Encoder<ILoggingEvent> masked(
      LoggerContext context, Encoder<ILoggingEvent> lines) {
    var masked = new MaskedEncoder(lines);
    masked.setContext(context);
    masked.start();
    return masked;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(context.getProperty("LINE"));
    encoder.start();
    return encoder;
  }

  /** One object a line; what {@code LogFields} says stands beside time, level and message. */
  static Encoder<ILoggingEvent> json(LoggerContext context) {
    var encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setIncludeContext(false); // how lines of text look is no field of a line
    encoder.start();
    return encoder;
  }
}
