package org.packetboat.camel.files;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.spi.PropertiesFunction;
import org.packetboat.camel.PacketboatComponent;

/** Makes Camel contexts as route files find them. */
final class RouteContexts {
    private static final long LAST_EXCHANGES_S = 10;
    private static final long SPOOL_BYTES = 128 * 1024;

    private final RouteSettings settings;
    private final SecretValues secrets = new SecretValues();
    private final RouteLibraries libraries;

    RouteContexts(RouteSettings settings) {
        this.settings = settings;
        this.libraries = new RouteLibraries(settings.places());
        libraries.look();
    }

    /** The jars that routes bring along. */
    RouteLibraries libraries() {
        return libraries;
    }

    /** One for routes to run in. To be started. */
    CamelContext toRun(PacketboatComponent component, RouteTallies tallies) throws Exception {
        DefaultCamelContext context = context(component);
        context.addRoutePolicyFactory(tallies);
        RouteHealth.watch(context);
        return context;
    }

    /** One that makes routes without starting them: whatever they do to the world is left out. */
    CamelContext toCheck() throws Exception {
        DefaultCamelContext context = context(new PacketboatComponent());
        context.setAutoStartup(false);
        context.getGlobalEndpointConfiguration().setLazyStartProducer(true); // some connect as soon as they start
        return context;
    }

    private DefaultCamelContext context(PacketboatComponent component) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("packetboat");
        context.disableJMX();
        context.setApplicationContextClassLoader(libraries.loader());
        context.setSourceLocationEnabled(true);
        context.setLogMask(true);
        context.getGlobalOptions().put(Exchange.LOG_EIP_NAME, "org.packetboat.route");
        context.getShutdownStrategy().setTimeout(LAST_EXCHANGES_S);
        context.getStreamCachingStrategy().setSpoolEnabled(true);
        context.getStreamCachingStrategy().setSpoolThreshold(SPOOL_BYTES);
        context.getCamelContextExtension().setErrorHandlerFactory(oneLineForAFailure());
        context.addComponent("packetboat", component);
        placeholders((PropertiesComponent) context.getPropertiesComponent());
        return context;
    }

    private static DefaultErrorHandlerDefinition oneLineForAFailure() {
        RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition().logStackTrace(false)
                .logExhaustedMessageHistory(false).retryAttemptedLogLevel(LoggingLevel.DEBUG);
        DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
        handler.setRedeliveryPolicy(policy);
        return handler;
    }

    private void placeholders(PropertiesComponent component) {
        Properties facts = new Properties();
        facts.setProperty("packetboat.folder", settings.folder().toString());
        facts.setProperty("packetboat.server", settings.server());
        component.setOverrideProperties(facts);
        for (PropertiesFunction function : new PropertiesFunction[]{new FilePlaceholder(settings.folder(), secrets),
                new EnvironmentPlaceholder(secrets)})
            component.addPropertiesFunction(function);
    }

    /** A text for people, without what placeholders stood for. */
    String fit(String text) {
        return secrets.hide(text);
    }

}
