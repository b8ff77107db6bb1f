const contracts = ['learning', 'workspace', 'studio', 'support', 'metering'];

SwaggerUIBundle({
  dom_id: '#docs',
  urls: contracts.map(name => ({ name, url: 'openapi/' + name })),
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
});
