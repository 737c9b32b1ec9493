import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A program that is no Packetboat server. */
class PriceLists {
    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().addInitialProperty("hub", arguments[0]);
            camel.getPropertiesComponent().addInitialProperty("kafka", arguments[1]);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(deadLetterChannel("direct:refused").useOriginalMessage());
                    from("direct:refused").to("file:refused?fileName=${file:name}")
                            .setBody(simple("${exception.message}"))
                            .to("file:refused?fileName=${file:name}.reason");
                    from("file:outgoing?delete=true&delay=200").setHeader("CamelPacketboatBatch", constant("prices"))
                            .setHeader("CamelPacketboatPriority", constant(4))
                            .to("packetboat:submit?server={{hub}}&username=alice&password=RAW(wonder land)"
                                    + "&envelopeFromMessage=true")
                            .to("log:taken?showHeaders=true");
                    from("packetboat:events?brokers={{kafka}}&topic=events&reader=price-lists")
                            .to("file:events?fileName=${header.CamelPacketboatEvent}-${header.CamelPacketboatQueueId}");
                }
            });
            camel.start();
            Thread.currentThread().join();
        }
    }
}
