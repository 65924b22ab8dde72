package dev.kinoloom.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine's words for calls that cost money, over connections as a node has them. No stage that
 * users get makes such calls yet, so no store of the product has these words.
 */
public final class PaidCalls {
  private static final String INTEND = "select engine_1.intend($1, $2, $3, $4)";
  private static final String RESOLVE = "select engine_1.resolve($1, $2, $3, $4)";
  private static final String STANDING =
      "select id, state, handle from kinoloom.effect where job_id = $1 and no = $2 and state <> 2";

  /** What is known of an effect; in the order of the store's numbers. */
  public enum Known {
    INTENT,
    HANDLE,
    VOID,
    FETCHED
  }

  /**
   * A call that may have been made.
   *
   * @param id of the effect
   * @param known what
   * @param handle under which the provider knows it; null = not known
   */
  public record Standing(long id, Known known, @Nullable String handle) {}

  private final Wire engine;

  private PaidCalls(Wire engine) {
    this.engine = engine;
  }

  /** Over connections of their own, for as long as {@code vertx} is there. */
  public static PaidCalls at(Vertx vertx, DatabaseAddress address) {
    return new PaidCalls(Database.at(vertx, address, 1, 1).engine());
  }

  /** Writes down that a call will be made; the effect's id. Empty = do not call. */
  public Future<Optional<Long>> intend(int node, long job, int no, int epoch) {
    return engine.one(
        INTEND, Tuple.of(node, job, no, epoch), row -> Optional.ofNullable(row.getLong(0)));
  }

  /** Writes down what became of it; false = nobody will look after it: cancel it there. */
  public Future<Boolean> resolve(
      long effect, Known known, @Nullable String handle, @Nullable String note) {
    return engine.one(
        RESOLVE, Tuple.of(effect, (short) known.ordinal(), handle, note), row -> row.getBoolean(0));
  }

  /** The call of a task that may have been made and is not void. */
  public Future<Optional<Standing>> standing(long job, int no) {
    return engine.find(STANDING, Tuple.of(job, no), PaidCalls::standing);
  }

  private static Standing standing(Row row) {
    return new Standing(row.getLong(0), Known.values()[row.getShort(1)], row.getString(2));
  }
}
