package dev.kinoloom.boot;

import dev.kinoloom.api.ContractRoutes;
import dev.kinoloom.api.management.ManagementRoutes;
import dev.kinoloom.api.management.Names;
import dev.kinoloom.http.Contract;
import dev.kinoloom.http.Entrance;
import dev.kinoloom.http.OperatorCheck;
import dev.kinoloom.http.OperatorCheck.Token;
import dev.kinoloom.http.Routes;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** What operators are served on a node, and by which tokens they are known. */
final class ManagementPort {
  /** Who has the token of the home, or of the settings. */
  private static final String OPERATOR = "operator";

  /** Commands of this home; their token lives as long as the process that they speak with. */
  static final String COMMAND_LINE = "command line";

  private ManagementPort() {}

  /** The token of the settings, else that of the home. */
  static Token operator(Node node) {
    var set = node.settings().management().token();
    try {
      return Token.of(OPERATOR, set == null ? node.home().managementToken() : set.reveal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * In the order in which a request meets them.
   *
   * @param tokens that are let in
   * @param names of tasks and lanes, and the nodes of slots
   * @param wake perhaps a job may start now
   * @param count counts what a key stores, unless that was done just now
   * @param more what is served beside
   */
  static List<Routes> routes(
      Node node,
      List<Token> tokens,
      Names names,
      Runnable wake,
      IntFunction<Future<?>> count,
      Routes... more) {
    var contract = Node.await(Contract.load(node.vertx(), Contract.MANAGEMENT));
    var routes = new ArrayList<Routes>();
    routes.add(
        Entrance.operated(() -> UUID.randomUUID().toString(), contract, new OperatorCheck(tokens)));
    routes.addAll(List.of(more));
    routes.add(new ContractRoutes(contract));
    routes.addAll(
        ManagementRoutes.of(
            contract,
            new ManagementRoutes.Ground(
                node.operations(),
                node.stores().facts(),
                names,
                Keys::slot,
                new BusHints(node.bus()),
                wake,
                Clock.systemUTC(),
                count)));
    return routes;
  }
}
