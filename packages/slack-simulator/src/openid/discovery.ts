/**
 * What a client reads first, in the form of https://slack.com/.well-known/openid-configuration. The issuer is this
 * server, not slack.com: clients hold it against the address that they read this from.
 */
export function discovery(url: string): Readonly<Record<string, unknown>> {
  return {
    issuer: url,
    authorization_endpoint: `${url}/openid/connect/authorize`,
    token_endpoint: `${url}/api/openid.connect.token`,
    userinfo_endpoint: `${url}/api/openid.connect.userInfo`,
    jwks_uri: `${url}/openid/connect/keys`,
    scopes_supported: ['openid', 'profile', 'email'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'auth_time', 'iss'],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: true,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  };
}
