package dev.kinoloom.ops;

import dev.kinoloom.codec.Payloads;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * What stands on each log line of a piece of work, on whatever thread the line is written: event
 * loop or worker, before or after any wait. A request and an attempt each are such a piece of work.
 * {@link ContextMdc} brings the fields into the lines.
 */
public final class LogFields implements VertxServiceProvider {
  public static final String JOB = "job";
  public static final String TASK = "task";
  public static final String KEY = "key";
  public static final String TRACE = "trace";
  public static final String CORRELATION = "correlation";

  private static final ContextLocal<Fields> FIELDS = ContextLocal.registerLocal(Fields.class);
  private static final Fields NONE = new Fields(Map.of());

  /** Of one piece of work. */
  private record Fields(Map<String, String> values) {
    Fields with(Map<String, String> added) {
      var all = new HashMap<>(values);
      all.putAll(added);
      return new Fields(all);
    }
  }

  /** Registers the place of the fields before there is any Vert.x; found by Vert.x itself. */
  @Override
  public void init(VertxBootstrap builder) {}

  /** From now on {@code name} stands on each line of the piece of work that this thread is at. */
  public static void put(String name, String value) {
    put(Map.of(name, value));
  }

  /** Likewise all of {@code fields}. */
  public static void put(Map<String, String> fields) {
    var context = ContextInternal.current();
    if (context != null && context.isDuplicate()) {
      FIELDS.put(context, FIELDS.get(context, () -> NONE).with(fields));
    }
  }

  /** What stands on each line about a job; {@code payload}: what is stored with it. */
  public static Map<String, String> ofJob(long job, int key, String payload) {
    var fields = new HashMap<>(Map.of(JOB, Long.toString(job), KEY, Integer.toString(key)));
    fields.put(CORRELATION, Payloads.correlationId(payload));
    Payloads.trace(payload).ifPresent(trace -> fields.put(TRACE, trace.traceId()));
    return Map.copyOf(fields);
  }

  /** For lines about one of several jobs that a piece of work concerns, or from outside of any. */
  public static void about(Map<String, String> fields, Runnable lines) {
    fields.forEach(MDC::put);
    try {
      lines.run();
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }

  /** Those of the piece of work that this thread is at; empty when it is at none. */
  static Map<String, String> current() {
    var context = ContextInternal.current();
    var fields = context == null ? null : FIELDS.get(context);
    return fields == null ? Map.of() : fields.values();
  }

  /** Begins a piece of work with fields of its own, those of the present one left behind. */
  public static <T> Future<T> scope(Vertx vertx, Supplier<Future<T>> work) {
    Promise<T> answer = Promise.promise();
    ((ContextInternal) vertx.getOrCreateContext())
        .duplicate()
        .runOnContext(
            none -> Future.succeededFuture().compose(start -> work.get()).onComplete(answer));
    return answer.future();
  }
}
