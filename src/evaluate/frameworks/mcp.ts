// Model Context Protocol SDKs. Documentation: https://modelcontextprotocol.io/docs/sdk, https://docs.rs/rmcp,
// https://pkg.go.dev/github.com/modelcontextprotocol/go-sdk/mcp, https://pkg.go.dev/github.com/mark3labs/mcp-go
import type { Framework } from '../../contracts.js';
import { calls, constructed } from './kit/calls.js';

export const framework: Framework = {
  id: 'mcp',
  title: 'Model Context Protocol',
  languages: ['typescript', 'python', 'rust', 'go'],
  modules: [
    '@modelcontextprotocol/sdk',
    '@modelcontextprotocol/client',
    '@modelcontextprotocol/server',
    'fastmcp',
    'mcp',
    'rmcp',
    'github.com/modelcontextprotocol/go-sdk',
    'github.com/mark3labs/mcp-go',
  ],
  tools: {
    calls: calls(
      'server.tool',
      'server.registerTool',
      'server.addTool',
      'mcp.AddTool',
      'server.AddTool',
      'mcp.NewTool',
      'add_tool',
    ),
    decorators: ['mcp.tool', 'server.tool', 'app.tool', 'rmcp.tool', 'tool'],
    bases: ['ServerHandler'],
  },
  validatesInput: true,
  gates: calls('elicitInput', 'ctx.elicit', 'Elicit'),
  mcp: {
    client: [
      ...constructed(
        'Client',
        'StdioClientTransport',
        'StreamableHTTPClientTransport',
        'SSEClientTransport',
        'WebSocketClientTransport',
      ),
      ...calls(
        'ClientSession',
        'ClientSessionGroup',
        'stdio_client',
        'sse_client',
        'streamablehttp_client',
        'streamable_http_client',
        'fastmcp.Client',
      ),
      ...calls('TokioChildProcess.new', 'StreamableHttpClientTransport.from_uri', 'SseClientTransport.start'),
      ...calls(
        'mcp.NewClient',
        'client.NewClient',
        'client.NewStdioMCPClient',
        'client.NewSSEMCPClient',
        'client.NewStreamableHttpClient',
      ),
    ],
    server: [
      ...constructed('McpServer', 'StdioServerTransport', 'StreamableHTTPServerTransport'),
      ...calls(
        'FastMCP',
        'Server',
        'stdio_server',
        'ToolRouter.new',
        'StreamableHttpService.new',
        'rmcp.transport.stdio',
      ),
      ...calls('mcp.NewServer', 'server.NewMCPServer', 'server.ServeStdio', 'server.NewStreamableHTTPServer'),
    ],
  },
};
