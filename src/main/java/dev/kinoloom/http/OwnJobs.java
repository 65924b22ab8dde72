package dev.kinoloom.http;

import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.store.JobStore;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Jobs by the {@code id} of a path; those of another key are as unknown as those that never were.
 */
public final class OwnJobs {
  private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

  private final JobStore jobs;

  public OwnJobs(JobStore jobs) {
    this.jobs = jobs;
  }

  /** Fails with a 404 {@link Rejection}. */
  public Future<JobSummary> find(RoutingContext ctx) {
    var id = String.valueOf(ctx.pathParam("id"));
    if (!ID.matcher(id).matches()) {
      return Future.failedFuture(unknown(id));
    }
    int key = Caller.of(ctx).key();
    return jobs.find(Long.parseLong(id))
        .map(found -> found.filter(job -> job.key() == key).orElseThrow(() -> unknown(id)));
  }

  private static Rejection unknown(String id) {
    return Problem.notFound("there is no job \"%s\"".formatted(Breaches.shown(id))).rejection();
  }
}
