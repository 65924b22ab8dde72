package dev.kinoloom.ops;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logback's MDC, of which the {@link LogFields} of the work at hand are a part. */
@SuppressWarnings("unchecked") // Logback overrides a method of SLF4J with a raw type
public final class ContextMdc extends LogbackMDCAdapter {
  /** From now on every line of this process has them. */
  public static void install() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.setMDCAdapter(new ContextMdc());
    }
  }

  @Override
  public Map<String, String> getPropertyMap() {
    var own = MDC.getCopyOfContextMap();
    if (own == null || own.isEmpty()) {
      return LogFields.current();
    }
    var both = new HashMap<>(LogFields.current());
    both.putAll(own);
    return both;
  }
}
