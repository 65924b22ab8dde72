package dev.kinoloom.api;

import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Routes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/** The contract itself, for everybody. */
public final class ContractRoutes implements Routes {
  private final Contract contract;

  public ContractRoutes(Contract contract) {
    this.contract = contract;
  }

  @Override
  public void mount(Router router) {
    contract.mount(
        router,
        "getContract",
        ctx ->
            ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(contract.text()));
  }
}
