//! The documents that are measured, by their files in the corpus.
//!
//! The five largest that there are, then one or two of each provider that publishes documents of some size. Those that are
//! refused belong to the list too: people have them.

/// Their paths below `specs`, without `.gz`, the five largest first.
pub(super) const DOCUMENTS: [&str; 32] = [
    "codatio/0326_yaml_Codat-Lending.yaml",
    "octokit/3278_cache_api.github.com.json_9acf9c835337",
    "apisguru-amazonaws.com/1297_APIs_amazonaws.com_ec2_2016-11-15_openapi.yaml",
    "Asana/0047_defs_asana_oas.yaml",
    "plaid/0941_2020-09-14.yml",
    "PagerDuty/0207_reference_REST_openapiv3.json",
    "kubernetes-sigs/0685_pkg_openapiclient_builtins_1.35_api_v1.json",
    "twilio/1118_spec_json_twilio_api_v2010.json",
    "box/0304_openapi.json",
    "intercom/0383_descriptions_0_api.intercom.io.yaml",
    "Adyen/0027_json_ManagementService-v3.json",
    "apisguru-bunq.com/1465_APIs_bunq.com_1.0_openapi.yaml",
    "apideck-libraries/0288_accounting.yml",
    "discord/0330_specs_openapi.json",
    "lob/0719_dist_lob-api-bundled.yml",
    "apisguru-stackexchange.com/1701_APIs_stackexchange.com_2.0_openapi.yaml",
    "oxidecomputer/0897_openapi_nexus_nexus-2026081901.0.0-e5e4f5.json",
    "influxdata/0346_contracts_oss.json",
    "OpenBankingUK/0205_dist_openapi_payment-initiation-openapi.json",
    "apisguru-rebilly.com/1698_APIs_rebilly.com_2.1_openapi.yaml",
    "paypal/0907_openapi_checkout_orders_v2.json",
    "apisguru-shutterstock.com/1700_APIs_shutterstock.com_1.0.16_openapi.yaml",
    "onfido/0729_generated_artifacts_openapi_openapi.json",
    "hashicorp/0338_v1_openapi.yaml",
    "deepgram/0328_openapi.yml",
    "typesense/1172_openapi.yml",
    "pinecone-io/0936_2026-01.alpha_db_control_2026-01.alpha.oas.yaml",
    "apisguru-adyen.com/1223_APIs_adyen.com_CheckoutService_46_openapi.yaml",
    "Nexmo/0183_definitions_messages-olympus.yml",
    "apisguru-twitter.com/1706_APIs_twitter.com_labs_2.7_openapi.yaml",
    "jdegre/0500_TS29505_Subscription_Data.yaml",
    "schemathesis/3286_discourse.local_latest.json",
];
